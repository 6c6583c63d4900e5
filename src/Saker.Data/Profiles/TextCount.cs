namespace Saker.Data.Profiles;

/// <summary>A text and in how many rows it stands.</summary>
public readonly record struct TextCount(string Text, long Count);
