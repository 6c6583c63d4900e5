using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Makes a plan of a graph whose operators are all known here.</summary>
internal static class PlanCompiler
{
    // From here on, operators are as they are understood here; what is newer than the engine was tried with would be another risk.
    private const long MinVersion = 13;
    private const long MaxNodes = 2000;

    /// <summary>A plan that gives what the session gives; null where there is none.</summary>
    /// <param name="model">What the session was made of.</param>
    /// <param name="session">Names inputs and outputs.</param>
    /// <param name="whyNot">Why there is none, as a sentence; empty where there is one.</param>
    public static RowPlan? TryCompile(OnnxModel model, OnnxSession session, out string whyNot)
    {
        try
        {
            whyNot = "";
            return Compile(model, session);
        }
        catch (PlanException exception)
        {
            whyNot = $"The graph {exception.Message}.";
            return null;
        }
    }

    private static RowPlan Compile(OnnxModel model, OnnxSession session)
    {
        var nodes = model.Graph.Nodes;
        if (nodes.Count > MaxNodes)
            throw new PlanException($"has {nodes.Count} operators");
        // First, since it is cheap: most graphs that have no plan end here.
        foreach (var node in nodes)
            if (!PlanOperators.Knows(node))
                throw new PlanException($"has an operator {node.Operator}");
        if (model.OperatorSets.FirstOrDefault(set => set.Domain.Length == 0) is not { Version: >= MinVersion })
            throw new PlanException($"is of an operator set older than {MinVersion}");
        var draft = new PlanDraft();
        foreach (var initializer in model.Graph.Initializers)
            draft.SetConstant(initializer.Name, initializer.Read());
        var inputs = session.Inputs.Select(spec => Input(draft, spec)).ToArray();
        foreach (var node in nodes)
            Add(draft, node);
        var outputs = session.Outputs.Select(spec => Output(draft, spec)).ToArray();
        return new RowPlan { Slots = [.. draft.Slots], Steps = [.. draft.Steps], Inputs = inputs, Outputs = outputs };
    }

    private static void Add(PlanDraft draft, OnnxNode node)
    {
        try
        {
            PlanOperators.Add(draft, node);
        }
        catch (PlanException exception)
        {
            throw new PlanException($"has an operator {node.Operator} that {exception.Message}");
        }
    }

    private static PlanValue Input(PlanDraft draft, TensorSpec spec)
    {
        if (spec.Shape is not [< 0, > 0 and <= int.MaxValue])
            throw new PlanException($"takes '{spec.Name}' in another shape than rows and columns");
        var value = draft.New(spec.Type, (int)spec.Shape[1]);
        draft.Set(spec.Name, value);
        return value;
    }

    private static PlanValue Output(PlanDraft draft, TensorSpec spec)
    {
        var value = draft.Rows(spec.Name);
        return value.Type == spec.Type && spec.Shape is [< 0, var width] && width == value.Width ? value : throw new PlanException($"gives '{spec.Name}' in another shape than rows and columns");
    }
}
