namespace Saker.Data;

/// <summary>What can be said of a <see cref="ColumnType"/>: its name in files and messages, and the .NET type that holds it.</summary>
public static class ColumnTypes
{
    private static readonly Dictionary<string, ColumnType> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["boolean"] = ColumnType.Boolean,
        ["int32"] = ColumnType.Int32,
        ["int64"] = ColumnType.Int64,
        ["float32"] = ColumnType.Float32,
        ["float64"] = ColumnType.Float64,
        ["text"] = ColumnType.Text,
        ["date"] = ColumnType.Date,
        ["timestamp"] = ColumnType.Timestamp,
        // Names that users bring from elsewhere.
        ["bool"] = ColumnType.Boolean,
        ["integer"] = ColumnType.Int64,
        ["long"] = ColumnType.Int64,
        ["float"] = ColumnType.Float32,
        ["double"] = ColumnType.Float64,
        ["number"] = ColumnType.Float64,
        ["string"] = ColumnType.Text,
    };

    /// <summary>The name used in pipeline files, schemas and messages, such as <c>float64</c>.</summary>
    public static string Name(this ColumnType type) => type.ToString().ToLowerInvariant();

    /// <summary>Whether values are numbers (or booleans, which count as 0 and 1).</summary>
    public static bool IsNumeric(this ColumnType type) => type <= ColumnType.Float64;

    /// <summary>The .NET type of one value.</summary>
    public static Type ElementType(this ColumnType type) => type switch
    {
        ColumnType.Boolean => typeof(bool),
        ColumnType.Int32 => typeof(int),
        ColumnType.Int64 => typeof(long),
        ColumnType.Float32 => typeof(float),
        ColumnType.Float64 => typeof(double),
        ColumnType.Text => typeof(string),
        ColumnType.Date => typeof(DateOnly),
        ColumnType.Timestamp => typeof(DateTime),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    /// <summary>The type of that name, or null; common names from other systems are understood (<c>integer</c>, <c>double</c>, <c>string</c>).</summary>
    public static ColumnType? Find(string name) => ByName.TryGetValue(name, out var type) ? type : null;

    /// <summary>The column type that holds values of <typeparamref name="T"/>.</summary>
    public static ColumnType Of<T>() => OfType(typeof(T));

    private static ColumnType OfType(Type elementType)
    {
        foreach (var type in Enum.GetValues<ColumnType>())
            if (type.ElementType() == elementType)
                return type;
        throw new ArgumentException($"No column type holds values of {elementType}.");
    }
}
