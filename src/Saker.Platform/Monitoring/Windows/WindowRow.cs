namespace Saker.Platform.Monitoring.Windows;

/// <summary>A row of the table of windows.</summary>
internal sealed record WindowRow
{
    /// <summary>What is read of a row without its profiles.</summary>
    public const string PlainColumns = "endpoint, grain, started_at AS StartedAt, model, version, writer, number, facts, writer_count AS WriterCount, revision, merged";

    /// <summary>What is read of a row with its profiles.</summary>
    public const string AllColumns = PlainColumns + ", inputs, outputs, bins";

    public string Endpoint { get; init; } = "";

    public int Grain { get; init; }

    public long StartedAt { get; init; }

    public string Model { get; init; } = "";

    public int Version { get; init; }

    public string Writer { get; init; } = "";

    public long Number { get; init; }

    public string Facts { get; init; } = "";

    public byte[]? Inputs { get; init; }

    public byte[]? Outputs { get; init; }

    public string? Bins { get; init; }

    public int WriterCount { get; init; } = 1;

    public long Revision { get; init; }

    public int Merged { get; init; }

    /// <summary>When its first request came. Not kept.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset From => DateTimeOffset.FromUnixTimeMilliseconds(StartedAt);

    public DateTimeOffset To => From + ((WindowGrain)Grain).Length();

    public static WindowRow Of(WindowPart part) => new()
    {
        Endpoint = part.Endpoint,
        Grain = (int)WindowGrain.Minute,
        StartedAt = WindowGrain.Minute.Floor(part.At).ToUnixTimeMilliseconds(),
        FirstAt = part.FirstAt,
        Model = part.Model,
        Version = part.Version,
        Writer = part.Writer,
        Number = part.Number,
        Facts = WindowJson.WriteFacts(part.Facts),
        Inputs = part.Inputs?.ToBytes(),
        Outputs = part.Outputs?.ToBytes(),
        Bins = WindowJson.WriteBins(part.Bins),
    };
}
