namespace Saker.Platform.Datasets;

/// <summary>What a dataset version was read from, as it was then.</summary>
public sealed record DatasetSource
{
    /// <summary>Where it lay: a path, or an address without credentials.</summary>
    public required string Place { get; init; }

    /// <summary>How it was read, as JSON: what <see cref="DatasetSources"/> opens it by again. Null when it cannot be opened again.</summary>
    public string? Settings { get; init; }

    /// <summary>SHA-256 of its bytes, 64 hexadecimal digits; of several files, of their names and hashes. Null when it is no file.</summary>
    public string? Hash { get; init; }

    public long? ByteCount { get; init; }

    /// <summary>When it was changed last, as the file system told it.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }
}
