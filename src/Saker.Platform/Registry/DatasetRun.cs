namespace Saker.Platform.Registry;

/// <summary>A run that names a dataset version.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDeleted">Whether it is marked as deleted.</param>
public sealed record DatasetRun(string Run, string Name, bool IsDeleted);
