using System.Text.Json;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>Writes values as the inputs of an Open Inference request: shapes follow from how values are nested, datatypes from the model.</summary>
internal sealed class ScoringTensorsWriter(Utf8JsonWriter writer, InferPlan plan)
{
    /// <summary>A tensor whose values are all there, nested.</summary>
    public void WriteWhole(string name, JsonElement values)
    {
        if (Begin(name) is not { } input)
            return;
        WriteShape([.. ShapeOf(values)]);
        writer.WritePropertyName("data");
        // A scalar is the list of its one value.
        if (values.ValueKind != JsonValueKind.Array && input.Shape.Length == 0)
            writer.WriteStartArray();
        values.WriteTo(writer);
        if (values.ValueKind != JsonValueKind.Array && input.Shape.Length == 0)
            writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A tensor of which each row has its part.</summary>
    public void WriteColumn(string name, JsonElement[] rows, int column)
    {
        if (Begin(name) is null)
            return;
        WriteShape([rows.Length, .. rows.Length > 0 ? ShapeOf(rows[0][column]) : []]);
        writer.WriteStartArray("data");
        foreach (var row in rows)
            row[column].WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A tensor of which each row has the elements, flat.</summary>
    public void WriteCells(string name, int cellCount, JsonElement[] rows)
    {
        if (Begin(name) is not { } input)
            return;
        var extents = input.Shape.Length > 0 ? input.Shape[1..] : [];
        var isFlat = extents.Length != 1 && extents.All(extent => extent >= 0) && extents.Aggregate(1L, (product, extent) => product * extent) == cellCount;
        WriteShape([rows.Length, .. isFlat ? extents : [cellCount]]);
        writer.WriteStartArray("data");
        foreach (var row in rows)
            foreach (var cell in row.EnumerateArray())
                cell.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // What the model does not take is ignored, as further columns are.
    private InferInput? Begin(string name)
    {
        var input = Array.Find(plan.Inputs, candidate => candidate.Name == name);
        if (input is null)
            return null;
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("datatype", input.Datatype.ToString());
        return input;
    }

    private void WriteShape(ReadOnlySpan<long> shape)
    {
        writer.WriteStartArray("shape");
        foreach (var extent in shape)
            writer.WriteNumberValue(extent);
        writer.WriteEndArray();
    }

    // By the first value at every depth; the reader names lists of other lengths.
    private static List<long> ShapeOf(JsonElement values)
    {
        var shape = new List<long>();
        while (values.ValueKind == JsonValueKind.Array && shape.Count <= TensorHead.MaxRank)
        {
            var length = values.GetArrayLength();
            shape.Add(length);
            if (length == 0)
                break;
            values = values[0];
        }
        return shape;
    }
}
