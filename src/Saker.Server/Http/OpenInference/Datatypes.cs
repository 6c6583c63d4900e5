using System.Text.Json;
using Saker.Data;

namespace Saker.Server.Http.OpenInference;

/// <summary>What can be said of a <see cref="Datatype"/>: the column type it stands for, and which JSON values it holds.</summary>
internal static class Datatypes
{
    /// <summary>The datatype that a column is described with.</summary>
    public static Datatype Of(ColumnType type) => type switch
    {
        ColumnType.Boolean => Datatype.BOOL,
        ColumnType.Int32 => Datatype.INT32,
        ColumnType.Int64 => Datatype.INT64,
        ColumnType.Float32 => Datatype.FP32,
        ColumnType.Float64 => Datatype.FP64,
        _ => Datatype.BYTES,
    };

    /// <summary>Whether a tensor of the datatype can feed a column: numbers of any width convert, text stays text.</summary>
    public static bool Feeds(this Datatype datatype, ColumnType type) => type.IsNumeric() == datatype is not Datatype.BYTES;

    /// <summary>Whether the value that the reader stands on belongs to the datatype. Null stands for a missing value in every one.</summary>
    public static bool Holds(this Datatype datatype, ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null || datatype switch
    {
        Datatype.BOOL => reader.TokenType is JsonTokenType.True or JsonTokenType.False || Within(ref reader, 0, 1),
        Datatype.UINT8 => Within(ref reader, 0, byte.MaxValue),
        Datatype.UINT16 => Within(ref reader, 0, ushort.MaxValue),
        Datatype.UINT32 => Within(ref reader, 0, uint.MaxValue),
        Datatype.UINT64 => reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out _),
        Datatype.INT8 => Within(ref reader, sbyte.MinValue, sbyte.MaxValue),
        Datatype.INT16 => Within(ref reader, short.MinValue, short.MaxValue),
        Datatype.INT32 => Within(ref reader, int.MinValue, int.MaxValue),
        Datatype.INT64 => Within(ref reader, long.MinValue, long.MaxValue),
        Datatype.BYTES => reader.TokenType == JsonTokenType.String,
        _ => reader.TokenType == JsonTokenType.Number,
    };

    private static bool Within(ref Utf8JsonReader reader, long least, long most) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value >= least && value <= most;
}
