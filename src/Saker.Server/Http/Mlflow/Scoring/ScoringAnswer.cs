using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Server.Http.OpenInference;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>
/// Writes predictions: an object for each row with a member for each output, as MLflow writes a data frame; where a model's outputs do
/// not all have a part for each row, one object with the whole of each.
/// </summary>
internal static class ScoringAnswer
{
    public static void Write(AnswerBuffer answer, InferCall call)
    {
        var json = new JsonText(answer);
        json.Raw("{\"predictions\":"u8);
        if (call.Model.TakesRows || !call.Model.Signature.TakesTensors)
            WriteRows(ref json, call);
        else
            WriteWhole(ref json, call);
        AnswerNotes.WriteMembers(ref json, call);
        json.Raw((byte)'}');
        json.Flush();
    }

    private static void WriteRows(ref JsonText json, InferCall call)
    {
        var rows = call.Inputs[0].Shape[0];
        var hasTensors = call.Model.Signature.TakesTensors;
        json.Raw((byte)'[');
        for (var row = 0; row < rows; row++)
        {
            json.Raw(row == 0 ? "{"u8 : ",{"u8);
            if (hasTensors)
                WriteParts(ref json, call, row);
            else
                PredictApi.WriteRow(ref json, call, row);
            json.Raw((byte)'}');
        }
        json.Raw((byte)']');
    }

    private static void WriteParts(ref JsonText json, InferCall call, int row)
    {
        var outputs = InferPlan.Of(call.Model).Outputs;
        for (var i = 0; i < outputs.Length; i++)
        {
            var tensor = call.Outputs[i];
            WriteName(ref json, outputs[i], i);
            var at = row * (int)(tensor.Count / tensor.Shape[0]);
            // A part of one value is the value: [N, 1] is a column.
            WriteNested(ref json, tensor, tensor.Shape is [_, 1] ? [] : tensor.Shape[1..], ref at);
        }
    }

    private static void WriteWhole(ref JsonText json, InferCall call)
    {
        json.Raw((byte)'{');
        var outputs = InferPlan.Of(call.Model).Outputs;
        for (var i = 0; i < outputs.Length; i++)
        {
            WriteName(ref json, outputs[i], i);
            var at = 0;
            WriteNested(ref json, call.Outputs[i], call.Outputs[i].Shape, ref at);
        }
        json.Raw((byte)'}');
    }

    private static void WriteName(ref JsonText json, InferOutput output, int index)
    {
        json.Raw(index == 0 ? "\""u8 : ",\""u8);
        json.Escaped(output.Utf8Name);
        json.Raw("\":"u8);
    }

    private static void WriteNested(ref JsonText json, TensorBuffer tensor, ReadOnlySpan<long> shape, ref int at)
    {
        if (shape.IsEmpty)
        {
            TensorText.WriteAt(ref json, tensor, at++);
            return;
        }
        json.Raw((byte)'[');
        for (var i = 0; i < shape[0]; i++)
        {
            if (i > 0)
                json.Raw((byte)',');
            WriteNested(ref json, tensor, shape[1..], ref at);
        }
        json.Raw((byte)']');
    }
}
