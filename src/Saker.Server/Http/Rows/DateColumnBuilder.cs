using System.Globalization;
using System.Text.Json;

namespace Saker.Server.Http.Rows;

/// <summary>Calendar days as <c>2026-03-31</c>.</summary>
internal sealed class DateColumnBuilder(InputColumn column, ProblemList problems) : ColumnBuilder<DateOnly>(column, problems)
{
    protected override DateOnly Missing => default;

    protected override void ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && DateOnly.TryParseExact(JsonTexts.Find(ref reader), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            Store(day);
        else
            Fault(ref reader);
    }
}
