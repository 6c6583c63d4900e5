using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Graphs;
using Saker.Onnx.Upgrading;

namespace Saker.Onnx.Attribution;

/// <summary>Finds what gradients are taken of and by.</summary>
internal static class GradientInputs
{
    /// <summary>The inputs asked for, or all of Float32 that a value depends on.</summary>
    public static IReadOnlyList<string> Find(OnnxModel model, string output, IReadOnlyList<string>? asked)
    {
        var floats = model.Inputs.Where(input => input.Type == ElementType.Float32).Select(input => input.Name).ToArray();
        if (asked is not null)
            return asked.FirstOrDefault(name => !floats.Contains(name)) is { } missing
                ? throw new OnnxException($"The model has no input '{missing}' of Float32; it has {string.Join(", ", model.Inputs)}.")
                : asked;
        var draft = new GraphDraft(OpsetUpgrader.Upgrade(model).Proto.Clone());
        GraphOrder.Sort(draft.Graph);
        string[] found = [.. floats.Where(name => new GradientPath(draft.Graph, output, [name]).Reached.Contains(name))];
        return found.Length > 0 ? found : throw new OnnxException($"'{output}' depends on no input of Float32; the model takes {string.Join(", ", model.Inputs)}.");
    }

    public static string Output(OnnxModel model, string? asked) => asked ?? model.Graph.OutputNames.FirstOrDefault() ?? throw new OnnxException("The graph has no outputs.");

    /// <summary>What a loss over logits is of: the output itself, or what went into the softmax that gives it.</summary>
    public static string Logits(OnnxModel model, string? asked = null)
    {
        var output = Output(model, asked);
        var nodes = model.Proto.Graph.Node;
        while (nodes.FirstOrDefault(node => node.Output.Contains(output)) is { OpType: "Identity" or "Softmax" or "LogSoftmax" } node && node.IsStandard())
        {
            output = node.Input[0];
            if (node.OpType != "Identity")
                break;
        }
        return output;
    }
}
