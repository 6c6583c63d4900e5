namespace Saker.Dashboard.Layout;

/// <summary>One of several things that are compared.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Address">Its page.</param>
/// <param name="Title">What there is to know beside; null for nothing.</param>
public sealed record ComparedHead(string Text, string Address, string? Title = null);
