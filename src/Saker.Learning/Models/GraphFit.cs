using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>Whether a graph of raw columns takes what its signature has, and gives what its kind must.</summary>
internal static class GraphFit
{
    /// <param name="session">The graph.</param>
    /// <param name="inputs">The inputs of the signature.</param>
    /// <param name="graph">What the graph is called in messages.</param>
    /// <param name="outputs">What it must give.</param>
    /// <exception cref="SakerException">They do not fit each other; all that is wrong is told.</exception>
    public static void Require(OnnxSession session, IReadOnlyList<ColumnSchema> inputs, string graph, params IReadOnlyList<(string Name, ElementType Type)> outputs)
    {
        var problems = new List<Problem>();
        foreach (var tensor in session.Inputs)
        {
            if (inputs.FirstOrDefault(input => input.Name == tensor.Name) is not { } input)
                problems.Add(new Problem(tensor.Name, "the graph takes it, but the signature does not have it."));
            else if (ModelInputs.Find(input.Type) != tensor.Type)
                problems.Add(new Problem(tensor.Name, $"the graph takes {tensor.Type}, the signature says {input.Type.Name()}."));
        }
        foreach (var (name, type) in outputs)
            if (session.Outputs.FirstOrDefault(output => output.Name == name)?.Type != type)
                problems.Add(new Problem(name, $"{graph} must give this output as {type}."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The graph and the signature of the model do not fit each other.", problems);
    }

    /// <summary>The place of an output.</summary>
    public static int IndexOf(OnnxSession session, string name) => session.Outputs.ToList().FindIndex(tensor => tensor.Name == name);
}
