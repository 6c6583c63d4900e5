namespace Saker.Data.Sources;

/// <summary>Holds a source to its limits.</summary>
internal static class SourceLimits
{
    /// <exception cref="SakerException">There are more.</exception>
    public static void RequireWithin(DataSource source, int columns, long rows)
    {
        if (columns > source.MaxColumns)
            throw Exceeded(FormattableString.Invariant($"{source.Name}: it has {columns} columns; at most {source.MaxColumns} are allowed (max_columns)."));
        if (rows > source.MaxRows)
            throw Exceeded(FormattableString.Invariant($"{source.Name}: it has {rows} rows; at most {source.MaxRows} are allowed (max_rows)."));
    }

    public static SakerException Exceeded(string message) => new(ErrorKind.TooLarge, message, "source");
}
