namespace Saker.Data.Sources;

/// <summary>A file of text: in UTF-8, or in an encoding that its first bytes tell or that is declared; also packed by gzip.</summary>
/// <remarks>What is not plain UTF-8 is first written so, in pieces, to a file in the engine's temporary folder, which goes when reading ends.</remarks>
public abstract record TextFileSource : DataSource
{
    public required string Path { get; init; }

    public override string Name => Path;

    /// <summary>
    /// The name of the encoding, such as <c>windows-1252</c>, <c>latin1</c> or <c>utf-16le</c>. Null takes what a byte order mark or the
    /// zeros of UTF-16 tell, else UTF-8; encodings of one byte a letter cannot be told apart and have to be declared.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>A record with more bytes is an error.</summary>
    public int MaxRecordBytes { get; init; } = 2 << 20;

    /// <summary>A packed file that holds more than so many times its own size (and more than 64 MiB) is an error.</summary>
    public int MaxExpansion { get; init; } = 200;

    /// <summary>Adds the keys that all text files have: <c>encoding</c>, <c>max_record_bytes</c>, <c>max_expansion</c>.</summary>
    private protected static T WithText<T>(T source, Settings settings)
        where T : TextFileSource
    {
        var encoding = settings.OptionalText("encoding");
        if (encoding is not null && TextEncodings.Find(encoding) is null)
            settings.Report("encoding", $"'{encoding}' is not known; use utf-8, utf-16le, utf-16be, latin1, windows-1252 or another name of the IANA list.");
        return source with
        {
            Encoding = encoding,
            MaxRecordBytes = settings.Integer("max_record_bytes", source.MaxRecordBytes, 1, 1 << 30),
            MaxExpansion = settings.Integer("max_expansion", source.MaxExpansion, 1, int.MaxValue),
        };
    }
}
