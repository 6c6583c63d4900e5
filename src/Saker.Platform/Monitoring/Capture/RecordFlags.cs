namespace Saker.Platform.Monitoring.Capture;

/// <summary>What is true of a captured request.</summary>
[Flags]
internal enum RecordFlags : byte
{
    None = 0,
    HasRows = 1,
    IsFromCache = 2,
    IsRefused = 4,
    HasTrace = 8,

    /// <summary>Nobody wanted its rows.</summary>
    RowsLeft = 16,

    /// <summary>Its rows are wanted by profiles.</summary>
    ForProfile = 32,
}
