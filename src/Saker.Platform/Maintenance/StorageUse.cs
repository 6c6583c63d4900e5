namespace Saker.Platform.Maintenance;

/// <summary>How much is stored, at one moment.</summary>
public sealed record StorageUse
{
    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Bytes of the database; null where it does not tell.</summary>
    public required long? DatabaseBytes { get; init; }

    /// <summary>Contents of artifacts, models and logs, each once.</summary>
    public required long BlobCount { get; init; }

    /// <summary>Bytes of those.</summary>
    public required long BlobBytes { get; init; }

    /// <summary>Bytes of the rows of datasets.</summary>
    public required long DatasetBytes { get; init; }

    /// <summary>Bytes of the copies of model folders that this machine loads from; they are made again where they are missing.</summary>
    public required long ModelBytes { get; init; }

    /// <summary>Bytes of requests that are not sealed into the log yet.</summary>
    public required long JournalBytes { get; init; }

    /// <summary>Bytes of the state from which trainings that were killed go on.</summary>
    public required long FitBytes { get; init; }

    /// <summary>Bytes that are left on the disk of the home; null where that is not known.</summary>
    public required long? FreeBytes { get; init; }
}
