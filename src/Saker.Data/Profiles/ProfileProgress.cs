namespace Saker.Data.Profiles;

/// <summary>How far the building of a profile is.</summary>
/// <param name="Rows">Described so far.</param>
/// <param name="TotalRows">In all.</param>
public readonly record struct ProfileProgress(long Rows, long TotalRows);
