namespace Saker.Dashboard.Assets;

/// <summary>One file that browsers load.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Hash">The start of its SHA-256 in hexadecimal: its ETag, and part of its address, so that a new version is a new address.</param>
internal sealed record Asset(byte[] Content, string ContentType, string Hash);
