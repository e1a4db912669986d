"""What stands between the network and the pages: cookies, the checks of every request, security headers, logs."""
