using System.Globalization;
using System.Text.Json;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;

namespace Saker.Server.Http.Rows;

/// <summary>Reads the value of one field of one row into its column's tensor.</summary>
internal static class ColumnCells
{
    /// <summary>Null when all is well; else what is wrong, in which case nothing was stored.</summary>
    /// <param name="reader">Stands on the value; what it holds is not skipped.</param>
    /// <param name="column">What training saw.</param>
    /// <param name="call">Its tensor of the column is filled.</param>
    /// <param name="row">Which row.</param>
    public static string? Read(ref Utf8JsonReader reader, InputColumn column, InferCall call, int row)
    {
        var into = call.Inputs[column.Tensor];
        if (reader.TokenType == JsonTokenType.Null)
            return StoreMissing(column, into, row);
        if (into.Type == ElementType.Text && reader.TokenType == JsonTokenType.String)
            return TextCells.TryStore(ref reader, into, row) ? null : "is no valid Unicode text.";
        if (into.Type != ElementType.Text && TryStoreNumber(ref reader, column, into, row))
            return null;
        return call.Guard.Settings.WrongType != GuardPolicy.Reject && TryConvert(ref reader, column, call, row) ? null : Wrong(ref reader, column);
    }

    /// <summary>Stores what stands for a missing value; null when there is such a thing, else what is wrong.</summary>
    public static string? StoreMissing(InputColumn column, TensorBuffer into, int row) =>
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

    // By the endpoint's policy: the text "3" is the number 3, the number 3 the text "3", true is 1.
    private static bool TryConvert(ref Utf8JsonReader reader, InputColumn column, InferCall call, int row)
    {
        var into = call.Inputs[column.Tensor];
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String or JsonTokenType.True or JsonTokenType.False))
            return false;
        var given = JsonTexts.Quote(ref reader);
        if (into.Type == ElementType.Text)
        {
            into.SetText(row, reader.ValueSpan);
        }
        else if (!TryGetNumber(ref reader, out var number) || !IsHeld(column, call, ref number) || !NumberCells.TryStore(into.Bytes, into.Type, row, number))
        {
            return false;
        }
        // A fraction the guard tells of when it looks at the tensor.
        if (column.Type == ColumnType.Boolean || reader.TokenType != JsonTokenType.Number || !ElementTypes.IsFloatingPoint(into.Type))
            call.Guard.WarnOfType(column.Name, row, given, call.Report);
        return true;
    }

    private static bool TryGetNumber(ref Utf8JsonReader reader, out double number)
    {
        var isTrue = reader.ValueSpan.SequenceEqual("true"u8);
        number = isTrue ? 1 : 0;
        if (isTrue || reader.ValueSpan.SequenceEqual("false"u8))
            return true;
        return (reader.TokenType == JsonTokenType.Number ? reader.TryGetDouble(out number) : double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            && double.IsFinite(number);
    }

    // A fraction where whole numbers are needed is the guard's to clip where the tensor can hold it, and is rounded here where it cannot.
    private static bool IsHeld(InputColumn column, InferCall call, ref double number)
    {
        if (ElementTypes.IsFloatingPoint(call.Inputs[column.Tensor].Type))
            return true;
        if (call.Guard.Settings.WrongType == GuardPolicy.Clip)
            number = Math.Round(number);
        return column.Type != ColumnType.Boolean || number is 0 or 1;
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
