using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>True or false.</summary>
internal sealed class BooleanColumnBuilder(InputColumn column, ProblemList problems) : ColumnBuilder<bool>(column, problems)
{
    protected override bool Missing => false;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            Store(reader.TokenType == JsonTokenType.True);
        else if (ConvertsBooleans && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && number is 0 or 1)
            Store(number == 1);
        else
            Fault(ref reader);
    }
}
