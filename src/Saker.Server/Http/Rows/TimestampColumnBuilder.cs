using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>Instants as ISO 8601 with an offset or Z; without one they are UTC.</summary>
internal sealed class TimestampColumnBuilder(InputColumn column, ProblemList problems) : ColumnBuilder<DateTime>(column, problems)
{
    protected override DateTime Missing => default;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var instant))
            Store(instant.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(instant, DateTimeKind.Utc) : instant.ToUniversalTime());
        else
            Fault(ref reader);
    }
}
