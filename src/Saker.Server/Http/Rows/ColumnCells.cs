using System.Text.Json;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Server.Http.Rows;

/// <summary>Reads the value of one field of one row into its column's tensor.</summary>
internal static class ColumnCells
{
    /// <summary>Null when all is well; else what is wrong, in which case nothing was stored.</summary>
    /// <param name="reader">Stands on the value; what it holds is not skipped.</param>
    /// <param name="column">What training saw.</param>
    /// <param name="into">The column's tensor.</param>
    /// <param name="row">Which row.</param>
    public static string? Read(ref Utf8JsonReader reader, InputColumn column, TensorBuffer into, int row)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return StoreMissing(column, into, row);
        if (into.Type == ElementType.Text)
        {
            if (reader.TokenType != JsonTokenType.String)
                return Wrong(ref reader, column);
            return TextCells.TryStore(ref reader, into, row) ? null : "is no valid Unicode text.";
        }
        return TryStoreNumber(ref reader, column, into, row) ? null : Wrong(ref reader, column);
    }

    private static string? StoreMissing(InputColumn column, TensorBuffer into, int row) =>
        into.Type == ElementType.Text || NumberCells.TryStoreMissing(into.Bytes, into.Type, row) ? null : $"is missing (null), which the model cannot take here; give {column.Expected}.";

    private static string Wrong(ref Utf8JsonReader reader, InputColumn column) => $"is {JsonTexts.Quote(ref reader)}; give {column.Expected}.";

    private static bool TryStoreNumber(ref Utf8JsonReader reader, InputColumn column, TensorBuffer into, int row)
    {
        if (column.Type == ColumnType.Boolean)
            return reader.TokenType is JsonTokenType.True or JsonTokenType.False && NumberCells.TryStore(into.Bytes, into.Type, row, reader.TokenType == JsonTokenType.True ? 1L : 0L);
        if (reader.TokenType != JsonTokenType.Number)
            return false;
        if (column.Type is ColumnType.Int32 or ColumnType.Int64)
            return TryGetWhole(ref reader, out var whole) && (column.Type == ColumnType.Int64 || whole == (int)whole) && NumberCells.TryStore(into.Bytes, into.Type, row, whole);
        // A number beyond the type's range reads as infinity.
        return reader.TryGetDouble(out var number) && double.IsFinite(number)
            && (column.Type == ColumnType.Float64 || float.IsFinite((float)number))
            && NumberCells.TryStore(into.Bytes, into.Type, row, number);
    }

    // 3.0 and 3e0 are whole too.
    private static bool TryGetWhole(ref Utf8JsonReader reader, out long whole)
    {
        if (reader.TryGetInt64(out whole))
            return true;
        if (!reader.TryGetDouble(out var number) || Math.Floor(number) != number || Math.Abs(number) > 1L << 53)
            return false;
        whole = (long)number;
        return true;
    }
}
