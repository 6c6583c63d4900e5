using System.Numerics;
using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>Whole numbers; 3.0 and 3e0 are whole too.</summary>
internal sealed class WholeNumberColumnBuilder<T>(InputColumn column, ProblemList problems) : ColumnBuilder<T>(column, problems)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    protected override T Missing => T.Zero;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && TryRead(ref reader, out var value))
            Store(value);
        else if (ConvertsBooleans && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            Store(reader.TokenType == JsonTokenType.True ? T.One : T.Zero);
        else
            Fault(ref reader);
    }

    private static bool TryRead(ref Utf8JsonReader reader, out T value)
    {
        if (!reader.TryGetInt64(out var whole))
        {
            value = default;
            if (!reader.TryGetDouble(out var number) || Math.Floor(number) != number || Math.Abs(number) > 1L << 53)
                return false;
            whole = (long)number;
        }
        value = T.CreateTruncating(whole);
        return long.CreateTruncating(value) == whole;
    }
}
