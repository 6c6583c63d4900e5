namespace Saker.Data.Profiles;

/// <summary>
/// Mergeable summary of rows: <c>Profile.Of(a) + Profile.Of(b)</c> describes the rows of both, within the stated errors of its parts.
/// Immutable. The same rows in the same order give the same bytes of JSON.
/// </summary>
public sealed class Profile
{
    internal Profile(long rowCount, IReadOnlyList<ColumnProfile> columns, CorrelationProfile? correlations)
    {
        Correlations = correlations;
        RowCount = rowCount;
        Columns = columns;
    }

    public long RowCount { get; }

    /// <summary>One summary per column, in the order of the table.</summary>
    public IReadOnlyList<ColumnProfile> Columns { get; }

    /// <summary>How number columns move together; null when it was not asked for, when the profile is of version 1, or when parts paired other columns.</summary>
    public CorrelationProfile? Correlations { get; }

    public ColumnProfile? Find(string column) => Columns.FirstOrDefault(candidate => candidate.Name == column);

    /// <exception cref="SakerException">There is no such column.</exception>
    public ColumnProfile Get(string column) => Find(column)
        ?? throw new SakerException(ErrorKind.InvalidInput, $"There is no column '{column}' in the profile. The columns are: {string.Join(", ", Columns.Select(c => c.Name))}.", column);

    public static Profile Of(Table table)
    {
        var builder = new ProfileBuilder(table.Schema);
        builder.Add(table);
        return builder.Build();
    }

    /// <summary>The profile of the rows of both.</summary>
    /// <exception cref="SakerException">The profiles have other columns or types.</exception>
    public static Profile operator +(Profile left, Profile right)
    {
        var builder = new ProfileBuilder(left);
        builder.Add(left);
        builder.Add(right);
        return builder.Build();
    }

    /// <summary>
    /// The profile in few bytes: a column takes less than 4 KB beside its name, whatever its data. Most read back to the same profile; where the values of a
    /// column cannot be packed that far (many real numbers of full precision, long texts) fewer are kept, with quantiles still within
    /// <see cref="NumberProfile.MaxRankError"/> and a larger <see cref="TextProfile.MaxCountError"/>.
    /// </summary>
    public byte[] ToBytes() => ProfileBytes.Write(this);

    /// <exception cref="SakerException">The bytes are not a profile that <see cref="ToBytes"/> wrote.</exception>
    public static Profile FromBytes(ReadOnlySpan<byte> bytes) => ProfileBytes.Read(bytes);

    public string ToJson() => ProfileJson.Write(this);

    /// <exception cref="SakerException">The text is not a profile that <see cref="ToJson"/> wrote.</exception>
    public static Profile FromJson(string json) => ProfileJson.Read(json);
}
