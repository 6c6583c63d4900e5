using System.Globalization;
using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>
/// Outcomes as JSON: an object, an array of objects, or an object a line. <c>{"requestId": "a1", "outcome": "Yes"}</c>, with <c>row</c>, <c>at</c> and
/// <c>endpoint</c> where they are needed; <c>outcome</c> may be an array, of a request's rows from the first. With <c>metric</c> it is a number of that name.
/// </summary>
internal static class OutcomeJson
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads an object or an array; elements are counted from 0.</summary>
    /// <exception cref="SakerException">It is no JSON.</exception>
    public static void Read(ReadOnlyMemory<byte> utf8, OutcomeList list)
    {
        using var document = Parse(utf8, "The body is");
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            ReadOne(document.RootElement, place: null, list);
            return;
        }
        var place = 0;
        foreach (var element in document.RootElement.EnumerateArray())
            ReadOne(element, place++, list);
    }

    /// <summary>Reads an object a line, lines counted from 1; empty ones are none.</summary>
    public static void ReadLines(ReadOnlyMemory<byte> utf8, OutcomeList list)
    {
        var line = 0L;
        while (!utf8.IsEmpty)
        {
            line++;
            var end = utf8.Span.IndexOf((byte)'\n');
            var text = end < 0 ? utf8 : utf8[..end];
            utf8 = end < 0 ? default : utf8[(end + 1)..];
            if (text.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            try
            {
                using var document = Parse(text, "The line is");
                ReadOne(document.RootElement, line, list);
            }
            catch (SakerException exception)
            {
                list.Report(line, "line", exception.Message);
            }
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string what)
    {
        try
        {
            return JsonDocument.Parse(utf8, s_options);
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{what} no JSON: {exception.Message}", "body", exception);
        }
    }

    private static void ReadOne(JsonElement element, long? place, OutcomeList list)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            list.Report(place, "outcome", "an outcome is an object such as {\"requestId\": \"a1\", \"outcome\": \"Yes\"}.");
            return;
        }
        string? id = null, endpoint = null, metric = null;
        int? row = null;
        DateTimeOffset? at = null;
        JsonElement? value = null;
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "requestId": id = Text(member, place, list); break;
                case "endpoint": endpoint = member.Value.ValueKind == JsonValueKind.Null ? null : Text(member, place, list); break;
                case "metric": metric = member.Value.ValueKind == JsonValueKind.Null ? null : Text(member, place, list); break;
                case "row": row = Row(member.Value, place, list); break;
                case "at": at = At(member.Value, place, list); break;
                case "outcome": value = member.Value; break;
                default: list.Report(place, member.Name, "it is not known here; known are: requestId, row, outcome, metric, at, endpoint."); break;
            }
        }
        if (id is null)
            list.Report(place, "requestId", "every outcome needs the id of the request that asked for the prediction, as a text.");
        if (value is not { } given)
            list.Report(place, "outcome", "every outcome needs what came: a label or a number, or an array of them, one for each row of the request.");
        else if (given.ValueKind == JsonValueKind.Array && metric is not null)
            list.Report(place, "outcome", "a metric is one number for the request as a whole.");
        else if (given.ValueKind != JsonValueKind.Array)
            Add(given, row ?? 0);
        else if (row is not null)
            list.Report(place, "row", "an array of outcomes is of all rows of the request; leave 'row' out.");
        else
            AddAll(given);

        void AddAll(JsonElement values)
        {
            var number = 0;
            foreach (var one in values.EnumerateArray())
            {
                // A row whose outcome is not known yet.
                if (one.ValueKind != JsonValueKind.Null)
                    Add(one, number);
                number++;
            }
        }

        void Add(JsonElement one, int number)
        {
            if (ValueOf(one) is { } text)
                list.Add(place, new NewOutcome { RequestId = id ?? "?", Row = number, Value = text, At = at, Endpoint = endpoint, Metric = metric });
            else
                list.Report(place, "outcome", "an outcome is a text, a finite number, true or false.");
        }
    }

    private static string? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => OutcomeValue.Of(number),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string? Text(JsonProperty member, long? place, OutcomeList list)
    {
        if (member.Value.ValueKind == JsonValueKind.String)
            return member.Value.GetString();
        list.Report(place, member.Name, "it must be a text.");
        return "?";
    }

    private static int? Row(JsonElement value, long? place, OutcomeList list)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var row))
            return row;
        list.Report(place, "row", "it must be a whole number, counted from 0.");
        return null;
    }

    private static DateTimeOffset? At(JsonElement value, long? place, OutcomeList list)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String && OutcomeTime.Find(value.GetString()!) is { } at)
            return at;
        list.Report(place, "at", OutcomeTime.Wanted);
        return null;
    }
}
