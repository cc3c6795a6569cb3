"""What several concepts share and no other needs: a package a family, pure like the kernel, which knows nothing of it."""
