namespace Saker.Client;

/// <summary>A stretch of a text.</summary>
/// <param name="Type">What it looks like, such as <c>email</c>.</param>
/// <param name="Start">Its first character, from 0 in UTF-16 units.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
public sealed record ScannedSpan(string Type, int Start, int End, double Confidence);
