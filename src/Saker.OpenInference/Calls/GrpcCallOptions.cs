namespace Saker.OpenInference.Calls;

/// <summary>What one call asks for beyond its message.</summary>
public sealed record GrpcCallOptions
{
    public static GrpcCallOptions Default { get; } = new();

    /// <summary>How long it may take; told to the server, and held here too. Null: as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether requests are packed with gzip. Packed answers are always understood.</summary>
    public bool UseGzip { get; init; }

    /// <summary>Further headers, such as <c>authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
