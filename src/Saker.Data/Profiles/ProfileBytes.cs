namespace Saker.Data.Profiles;

/// <summary>
/// Profiles as bytes, version 2 (version 1, which did not know how far off its quantiles are, is read too), for whoever keeps many of them: a mark, the version, rows, columns, correlations, and a hash of all before. A column takes at
/// most <see cref="MaxColumnBytes"/> beside its name; where its values do not let themselves be packed that far, fewer of them are
/// kept, within the errors that <see cref="Profile"/> states. What fits, which is the usual case, reads back to the same profile.
/// </summary>
internal static class ProfileBytes
{
    /// <summary>With its share of the default correlations (at most 330 bytes) a column stays under 4 KB.</summary>
    public const int MaxColumnBytes = 3_700;

    private const byte Version = 2;
    private const int PairBytes = 41;

    private static ReadOnlySpan<byte> Mark => "SKPF"u8;

    public static byte[] Write(Profile profile)
    {
        var sink = new ByteSink();
        sink.Raw(Mark);
        sink.Byte(Version);
        sink.Count(profile.RowCount);
        sink.Count(profile.Columns.Count);
        foreach (var column in profile.Columns)
        {
            sink.Text(column.Name);
            var body = ColumnBytes.Write(column, MaxColumnBytes);
            sink.Raw(body.Bytes);
        }
        Write(sink, profile);
        sink.Fixed(StableHash.OfBytes(sink.Bytes));
        return sink.Bytes.ToArray();
    }

    /// <exception cref="SakerException">The bytes are not a profile, or were changed.</exception>
    public static Profile Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Mark.Length + 1 + 8 || !bytes.StartsWith(Mark))
            throw ProfileFault.Wrong("it does not begin as one.");
        var version = bytes[Mark.Length];
        if (version is < 1 or > Version)
            throw ProfileFault.Wrong(FormattableString.Invariant($"it has version {version} of the bytes, and 1 to {Version} are known."));
        if (new ByteSource(bytes[^8..]).Fixed() != StableHash.OfBytes(bytes[..^8]))
            throw ProfileFault.Wrong("its bytes were changed after it was written.");
        return ReadBody(bytes[(Mark.Length + 1)..^8], version);
    }

    /// <summary>What stands between the version and the hash.</summary>
    internal static Profile ReadBody(ReadOnlySpan<byte> body, byte version = Version)
    {
        var source = new ByteSource(body);
        var rows = source.Count();
        var columns = new ColumnProfile[source.Items(4)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = ColumnBytes.Read(ref source, source.Text(), rows, version);
        var correlations = ReadCorrelations(ref source, columns);
        if (source.Left > 0)
            throw ProfileFault.Wrong("bytes follow that do not belong to it.");
        return new Profile(rows, columns, correlations);
    }

    private static void Write(ByteSink sink, Profile profile)
    {
        sink.Byte((byte)(profile.Correlations is null ? 0 : 1));
        if (profile.Correlations is not { } correlations)
            return;
        sink.Count(correlations.Columns.Count);
        foreach (var name in correlations.Columns)
            sink.Count(profile.Columns.Index().First(column => column.Item.Name == name).Index);
        foreach (var (count, x, y, xx, yy, xy) in correlations.Pairs)
        {
            sink.Count(count);
            foreach (var sum in (ReadOnlySpan<double>)[x, y, xx, yy, xy])
                sink.Real(sum);
        }
    }

    private static CorrelationProfile? ReadCorrelations(ref ByteSource source, ColumnProfile[] columns)
    {
        if (source.Byte() == 0)
            return null;
        var names = new string[source.Items()];
        for (var i = 0; i < names.Length; i++)
            names[i] = source.Count() is var position && position < columns.Length ? columns[position].Name : throw ProfileFault.Wrong("it pairs columns that are not there.");
        if ((long)names.Length * (names.Length - 1) / 2 > source.Left / PairBytes)
            throw ProfileFault.Wrong("its bytes are cut short.");
        var pairs = new CoMoments[CorrelationProfile.PairCount(names.Length)];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new CoMoments(source.Count(), source.Real(), source.Real(), source.Real(), source.Real(), source.Real());
        return CorrelationProfile.From(names, pairs) ?? throw ProfileFault.Wrong("the correlations do not fit their columns.");
    }
}
