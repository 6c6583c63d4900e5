using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Queueing;

/// <summary>Whether a request's tensors are what the model takes, so that no request can make others fail that share its run.</summary>
internal static class TensorFit
{
    /// <summary>The request's rows; 1 for a model that does not take rows.</summary>
    /// <exception cref="SakerException">Tensors are not set or have another shape (invalid input); all are reported.</exception>
    public static int Require(ITensorModel model, TensorSet tensors)
    {
        var rows = model.TakesRows ? tensors.Rows : 1;
        var inputs = tensors.Inputs;
        for (var i = 0; i < inputs.Length; i++)
            if (!Fits(model.Inputs[i], inputs[i]) || (model.TakesRows && inputs[i].Shape[0] != rows))
                throw Refusal(model, tensors);
        return rows;
    }

    // A graph that says nothing of an input's shape reads as one without extents, so no extents are taken to fit anything.
    private static bool Fits(TensorSpec spec, TensorBuffer buffer)
    {
        if (!buffer.IsSet)
            return false;
        var wanted = spec.Shape;
        var shape = buffer.Shape;
        if (wanted.Count == 0)
            return true;
        if (shape.Length != wanted.Count)
            return false;
        for (var i = 0; i < shape.Length; i++)
            if (wanted[i] >= 0 && wanted[i] != shape[i])
                return false;
        return true;
    }

    private static SakerException Refusal(ITensorModel model, TensorSet tensors)
    {
        var problems = new List<Problem>();
        long? rows = null;
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            var (spec, buffer) = (model.Inputs[i], tensors.Inputs[i]);
            if (!buffer.IsSet)
                problems.Add(new Problem(spec.Name, $"this input is missing; the model takes {spec}."));
            else if (!Fits(spec, buffer))
                problems.Add(new Problem(spec.Name, $"it has the shape {Describe(buffer)}; the model takes {spec}."));
            else if (model.TakesRows && (rows ??= buffer.Shape[0]) != buffer.Shape[0])
                problems.Add(new Problem(spec.Name, $"it has {buffer.Shape[0]} rows, an input before it has {rows}; all need the same."));
        }
        return new SakerException(ErrorKind.InvalidInput, "The tensors are not what the model takes.", problems);
    }

    private static string Describe(TensorBuffer buffer) => $"[{string.Join(", ", buffer.Shape.ToArray())}]";
}
