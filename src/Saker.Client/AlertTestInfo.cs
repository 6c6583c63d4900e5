namespace Saker.Client;

/// <summary>What came of a test of a receiver.</summary>
/// <param name="Delivered">Whether it took the test.</param>
/// <param name="Error">Why it did not.</param>
public sealed record AlertTestInfo(bool Delivered, string? Error);
