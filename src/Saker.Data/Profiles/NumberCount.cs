namespace Saker.Data.Profiles;

/// <summary>A number and in how many rows it stands.</summary>
public readonly record struct NumberCount(double Value, long Count);
