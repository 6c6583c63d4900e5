namespace Saker.Onnx.Gradients;

/// <summary>Goes from the loss back to what it is differentiated by, node by node; where a value was taken several times its gradients are summed at once.</summary>
internal sealed class BackwardPass(Emitter emit, GradientPath path, string loss)
{
    private readonly Dictionary<string, List<string>> _gradients = new(StringComparer.Ordinal);

    /// <returns>The value that is each one's gradient.</returns>
    public IReadOnlyDictionary<string, string> Run(IReadOnlyList<string> wanted)
    {
        if (emit.Count(loss) != 1)
            throw new OnnxException($"The loss '{loss}' has the extents {Extents.Text(emit.Shape(loss))}; it must be one number.");
        var unreached = wanted.Where(name => !path.Reached.Contains(name)).ToArray();
        if (unreached.Length > 0)
            throw new OnnxException($"The loss '{loss}' does not depend on {string.Join(", ", unreached.Select(name => $"'{name}'"))}.");
        _gradients[loss] = [emit.Constant(Tensor.Of(new[] { 1f }, emit.Shape(loss)))];
        foreach (var node in path.Nodes)
            if (node.Output.Any(_gradients.ContainsKey))
                GradientRules.All.Get(node)(new GradientNode(node, emit, Find, path.Moves, Give));
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(emit.Draft.Graph.Output.Select(output => output.Name), StringComparer.Ordinal);
        foreach (var name in wanted)
            named[name] = Named(Find(name) ?? emit.Zeros(emit.Shape(name)), taken);
        return named;
    }

    private string? Find(string value)
    {
        if (!_gradients.TryGetValue(value, out var parts))
            return null;
        if (parts.Count > 1)
            _gradients[value] = parts = [emit.Sum(parts)];
        return parts[0];
    }

    private void Give(string value, string gradient)
    {
        if (_gradients.TryGetValue(value, out var parts))
            parts.Add(gradient);
        else
            _gradients.Add(value, [gradient]);
    }

    // An output must be given by a node, and by one name once.
    private string Named(string gradient, HashSet<string> taken) =>
        !emit.Draft.IsConstant(gradient) && emit.Draft.Graph.Input.All(input => input.Name != gradient) && taken.Add(gradient) ? gradient : emit.Unary("Identity", gradient);
}
