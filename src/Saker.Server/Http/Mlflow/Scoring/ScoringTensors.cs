using System.Buffers;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Guarding;
using Saker.Server.Http.OpenInference;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>
/// MLflow's forms for a model of tensors, as the inputs of an Open Inference request: values are read, checked and complained of
/// where those are.
/// </summary>
internal static class ScoringTensors
{
    /// <summary>Fills a call.</summary>
    /// <exception cref="SakerException">The body is none of the forms, or is not what the model takes; all problems are named.</exception>
    public static void Read(ReadOnlySpan<byte> body, ScoringFormat format, InferCall call, RowLimits limits)
    {
        var plan = InferPlan.Of(call.Model);
        var inputs = new ArrayBufferWriter<byte>(body.Length + 256);
        Write(body, format, call.Model, limits, inputs);
        var request = plan.Rent();
        try
        {
            InferExchange.Read(inputs.WrittenSpan, jsonLength: null, call, request, new InferLimits(limits.MaxRows, limits.MaxErrors));
        }
        finally
        {
            plan.Return(request);
        }
    }

    private static void Write(ReadOnlySpan<byte> body, ScoringFormat format, LoadedModel model, RowLimits limits, IBufferWriter<byte> into)
    {
        var plan = InferPlan.Of(model);
        using var json = format == ScoringFormat.Csv ? JsonDocument.Parse(CsvRows.ToSplit(body, name => IsText(plan, name), limits)) : ScoringRows.Parse(body);
        var form = ScoringRows.FormOf(json.RootElement);
        // What is written was read as JSON before.
        using var writer = new Utf8JsonWriter(into, new JsonWriterOptions { SkipValidation = true });
        var tensors = new ScoringTensorsWriter(writer, plan);
        writer.WriteStartObject();
        writer.WriteStartArray("inputs");
        switch (form.Name)
        {
            case "inputs" when form.Value.ValueKind == JsonValueKind.Object:
                RequireGivable(model, form.Value.EnumerateObject().Select(tensor => tensor.Name), form.Name);
                foreach (var tensor in form.Value.EnumerateObject())
                    tensors.WriteWhole(tensor.Name, tensor.Value);
                break;
            case "inputs":
                tensors.WriteWhole(Only(plan, form.Name), form.Value);
                break;
            case "dataframe_split":
                var (names, data) = ScoringRows.SplitOf(form.Value);
                RequireGivable(model, names, form.Name);
                WriteFrame(tensors, plan, names, [.. data.EnumerateArray()], form.Name);
                break;
            default:
                if (form.Value.ValueKind == JsonValueKind.Array && form.Value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } row)
                    RequireGivable(model, row.EnumerateObject().Select(member => member.Name), form.Name);
                WriteRows(tensors, plan, form);
                break;
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // A row is an object with each tensor's part of it, or the part of the only tensor; in a data frame perhaps a cell for each of its elements.
    private static void WriteRows(ScoringTensorsWriter tensors, InferPlan plan, JsonProperty form)
    {
        if (form.Value.ValueKind != JsonValueKind.Array)
            throw new SakerException(ErrorKind.InvalidInput, $"{form.Name} must be a list of rows.", form.Name);
        JsonElement[] rows = [.. form.Value.EnumerateArray()];
        if (form.Name == "instances" && !rows.Any(row => row.ValueKind == JsonValueKind.Object))
        {
            tensors.WriteWhole(Only(plan, form.Name), form.Value);
            return;
        }
        if (rows.FirstOrDefault(row => row.ValueKind != JsonValueKind.Object) is { ValueKind: not JsonValueKind.Undefined })
            throw new SakerException(ErrorKind.InvalidInput, $"Every row of {form.Name} must be an object with a member for each tensor.", form.Name);
        string[] names = rows.Length == 0 ? [] : [.. rows[0].EnumerateObject().Select(member => member.Name)];
        WriteFrame(tensors, plan, names, [.. rows.Select((row, at) => ToList(row, names, form.Name, at))], form.Name);
    }

    private static JsonElement ToList(JsonElement row, string[] names, string form, int at)
    {
        var members = new Dictionary<string, JsonElement>(names.Length, StringComparer.Ordinal);
        foreach (var member in row.EnumerateObject())
            members[member.Name] = member.Value;
        var values = new JsonElement[names.Length];
        for (var i = 0; i < names.Length; i++)
            values[i] = members.TryGetValue(names[i], out var value)
                ? value
                : throw new SakerException(ErrorKind.InvalidInput, $"The rows of {form} are not as they must be.", [new Problem(form, $"has no '{names[i]}' in row {at}, as row 0 has; give all rows the same members.")]);
        return JsonSerializer.SerializeToElement(values);
    }

    private static void WriteFrame(ScoringTensorsWriter tensors, InferPlan plan, string[] names, JsonElement[] rows, string form)
    {
        for (var at = 0; at < rows.Length; at++)
            if (rows[at].ValueKind != JsonValueKind.Array || rows[at].GetArrayLength() != names.Length)
                throw new SakerException(ErrorKind.InvalidInput, $"The rows of {form} are not as they must be.", [new Problem(form, $"has {(rows[at].ValueKind == JsonValueKind.Array ? $"{rows[at].GetArrayLength()} values" : "no list")} in row {at} for {names.Length} columns.")]);
        if (plan.Inputs is [var only] && !names.Contains(only.Name, StringComparer.Ordinal))
        {
            tensors.WriteCells(only.Name, names.Length, rows);
            return;
        }
        var places = PlacesOf(plan, names, form);
        JsonElement[][] parts = [.. rows.Select(row => row.EnumerateArray().ToArray())];
        foreach (var at in places)
            tensors.WriteColumn(names[at], parts, at);
    }

    private static void RequireGivable(LoadedModel model, IEnumerable<string> names, string form)
    {
        var wrong = names.Intersect(model.FixedInputs, StringComparer.Ordinal).Select(name => new Problem(name, CallGuard.FixedMessage)).ToList();
        if (wrong.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The columns of {form} do not fit what the model takes.", wrong);
    }

    // Where the tensors stand among the columns; what the model does not take is ignored.
    private static List<int> PlacesOf(InferPlan plan, string[] names, string form)
    {
        var left = plan.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(left.Count, StringComparer.Ordinal);
        var places = new List<int>(left.Count);
        for (var i = 0; i < names.Length; i++)
        {
            if (left.Remove(names[i]))
            {
                taken.Add(names[i]);
                places.Add(i);
            }
            else if (taken.Contains(names[i]))
            {
                throw new SakerException(ErrorKind.InvalidInput, $"Column '{names[i]}' of {form} occurs twice; give each tensor one column.", form);
            }
        }
        return places;
    }

    private static bool IsText(InferPlan plan, string column) => (Array.Find(plan.Inputs, input => input.Name == column) ?? (plan.Inputs is [var only] ? only : null))?.Datatype == Datatype.BYTES;

    private static string Only(InferPlan plan, string form) => plan.Inputs is [var only]
        ? only.Name
        : throw new SakerException(ErrorKind.InvalidInput, $"The model takes the tensors {string.Join(", ", plan.Inputs.Select(input => $"'{input.Name}'"))}: give each by its name, {(form == "inputs" ? "{\"inputs\": {name: tensor}}" : "{\"instances\": [{name: its part of the row}]}")}.", form);
}
