using System.Text.Json;
using Saker.Onnx;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Queueing;

namespace Saker.Server.Http.OpenInference;

/// <summary>Describes models.</summary>
internal static class ModelText
{
    /// <summary>What runs models, by the name that clients know it by.</summary>
    public const string Backend = "onnxruntime";

    /// <summary>The parameter of a configuration that says what <see cref="RowPlanOf"/> does.</summary>
    public const string RowPlan = "row_plan";

    public static void WriteMetadata(Utf8JsonWriter writer, string name, IReadOnlyList<string> versions, LoadedModel model)
    {
        var plan = InferPlan.Of(model);
        writer.WriteString("name", name);
        writer.WriteStartArray("versions");
        foreach (var version in versions)
            writer.WriteStringValue(version);
        writer.WriteEndArray();
        writer.WriteString("platform", model.Platform);
        writer.WriteStartArray("inputs");
        for (var i = 0; i < plan.Inputs.Length; i++)
            WriteTensor(writer, plan.Inputs[i].Name, plan.Inputs[i].Datatype.ToString(), model.ToldInputs[i].Shape);
        writer.WriteEndArray();
        writer.WriteStartArray("outputs");
        foreach (var output in plan.Outputs)
            WriteTensor(writer, output.Name, output.Datatype.ToString(), output.Shape);
        writer.WriteEndArray();
    }

    /// <summary>The tensors in the words of a model configuration: types of the graph, and, where a most of rows is said, extents without them.</summary>
    public static void WriteConfiguration(Utf8JsonWriter writer, string name, LoadedModel model, int maxRows)
    {
        writer.WriteString("name", name);
        writer.WriteString("platform", model.Platform);
        writer.WriteString("backend", Backend);
        writer.WriteNumber("max_batch_size", model.TakesRows ? maxRows : 0);
        writer.WriteStartArray("input");
        foreach (var input in model.ToldInputs)
            WriteConfigured(writer, input, model.TakesRows);
        writer.WriteEndArray();
        writer.WriteStartArray("output");
        foreach (var output in model.Outputs)
            WriteConfigured(writer, output, model.TakesRows);
        writer.WriteEndArray();
        if (model.Batching.IsBatching)
            WriteBatching(writer, model.Batching);
        writer.WriteStartObject("parameters");
        writer.WriteStartObject(RowPlan);
        writer.WriteString("string_value", RowPlanOf(model));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Whether a row plan runs the model's rows, or why not.</summary>
    public static string RowPlanOf(LoadedModel model) => model.WhyNoRowPlan ?? "used";

    private static void WriteTensor(Utf8JsonWriter writer, string name, string datatype, IReadOnlyList<long> shape)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("datatype", datatype);
        WriteExtents(writer, "shape", shape);
        writer.WriteEndObject();
    }

    // A run begins at once when as many rows as are preferred wait.
    private static void WriteBatching(Utf8JsonWriter writer, BatchingDecision batching)
    {
        writer.WriteStartObject("dynamic_batching");
        writer.WriteStartArray("preferred_batch_size");
        writer.WriteNumberValue(batching.MaxRows);
        writer.WriteEndArray();
        writer.WriteNumber("max_queue_delay_microseconds", (long)batching.MaxWait.TotalMicroseconds);
        writer.WriteEndObject();
    }

    private static void WriteConfigured(Utf8JsonWriter writer, TensorSpec spec, bool hasRows)
    {
        writer.WriteStartObject();
        writer.WriteString("name", spec.Name);
        writer.WriteString("data_type", "TYPE_" + (spec.Type == ElementType.Text ? "STRING" : Datatypes.Of(spec.Type).ToString()));
        WriteExtents(writer, "dims", hasRows ? [.. spec.Shape.Skip(1)] : spec.Shape);
        writer.WriteEndObject();
    }

    private static void WriteExtents(Utf8JsonWriter writer, string name, IReadOnlyList<long> shape)
    {
        writer.WriteStartArray(name);
        foreach (var extent in shape)
            writer.WriteNumberValue(extent < 0 ? -1 : extent);
        writer.WriteEndArray();
    }
}
