using System.Numerics;
using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>Floating-point numbers; what is too large for the type is refused.</summary>
internal sealed class NumberColumnBuilder<T>(InputColumn column, ProblemList problems) : ColumnBuilder<T>(column, problems)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    protected override T Missing => T.NaN;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            // A number beyond the type's range reads as infinity.
            if (reader.TryGetDouble(out var number) && T.CreateSaturating(number) is var value && T.IsFinite(value))
                Store(value);
            else
                Fault(ref reader);
        }
        else if (ConvertsBooleans && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            Store(reader.TokenType == JsonTokenType.True ? T.One : T.Zero);
        }
        else
        {
            Fault(ref reader);
        }
    }
}
