namespace Saker.Platform.Artifacts;

/// <summary>A part of an upload, as its caller knows it.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Hash">What was given for it when it was stored.</param>
public sealed record UploadPart(int Number, string Hash);
