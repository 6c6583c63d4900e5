namespace Saker.Onnx.Graphs;

/// <summary>Operators of the domain <c>ai.onnx.ml</c>.</summary>
public static class MachineLearningNodes
{
    /// <summary>
    /// Maps each element through a table. Keys and values are each <see cref="string"/>, <see cref="long"/> or <see cref="float"/>.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">Elements of the type of the keys.</param>
    /// <param name="keys">What to look for, each once.</param>
    /// <param name="values">What to give for each key.</param>
    /// <param name="otherwise">What to give for any other element.</param>
    public static Value LabelEncoder<TKey, TValue>(this GraphBuilder graph, Value value, IReadOnlyList<TKey> keys, IReadOnlyList<TValue> values, TValue otherwise)
        where TKey : notnull
        where TValue : notnull
    {
        const string Operator = "LabelEncoder";
        var keyType = ElementTypes.Of<TKey>();
        if (keys.Count != values.Count || keys.Count == 0 || keys.Distinct().Count() != keys.Count)
            throw new OnnxException($"Node '{graph.NextName(Operator)}' takes as many values as keys, at least one, and each key once; {keys.Count} keys ({keys.Distinct().Count()} distinct) and {values.Count} values were given.");
        Operands.Demand(graph, Operator, type => type == keyType, $"{keyType}, the type of its keys", value);
        return graph.Node(Operator, [value], ElementTypes.Of<TValue>(), [List("keys", keys), List("values", values), Default(otherwise)], GraphBuilder.MachineLearning);
    }

    /// <summary>
    /// One column of 0 and 1 (float32) per category, as a new last axis: [N, 1] becomes [N, 1, K]. An unknown element gives zeros,
    /// or fails the run when <paramref name="zeros"/> is false.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">Text or int64.</param>
    /// <param name="categories">The known values: <see cref="string"/> or <see cref="long"/> as <paramref name="value"/>.</param>
    /// <param name="zeros">Whether unknown elements are allowed.</param>
    public static Value OneHotEncoder<T>(this GraphBuilder graph, Value value, IReadOnlyList<T> categories, bool zeros = true)
        where T : notnull
    {
        const string Operator = "OneHotEncoder";
        if (categories.Count == 0 || categories.Distinct().Count() != categories.Count)
            throw new OnnxException($"Node '{graph.NextName(Operator)}' takes at least one category, and each once; {categories.Count} were given.");
        var list = categories switch
        {
            IReadOnlyList<string> texts => NodeAttribute.Of("cats_strings", texts),
            IReadOnlyList<long> integers => NodeAttribute.Of("cats_int64s", integers),
            _ => throw new OnnxException($"Node '{graph.NextName(Operator)}' takes text or int64 categories, not {typeof(T).Name}."),
        };
        var categoryType = ElementTypes.Of<T>();
        Operands.Demand(graph, Operator, type => type == categoryType, $"{categoryType}, the type of its categories", value);
        return graph.Node(Operator, [value], ElementType.Float32, [list, NodeAttribute.Of("zeros", zeros ? 1 : 0)], GraphBuilder.MachineLearning);
    }

    /// <summary>Replaces missing values (NaN) of a float32 matrix [N, F] by one value per column, or by one for all.</summary>
    public static Value Imputer(this GraphBuilder graph, Value value, IReadOnlyList<float> imputed)
    {
        Operands.Demand(graph, "Imputer", type => type == ElementType.Float32, "float32", value);
        return graph.Node("Imputer", [value], value.Type, [NodeAttribute.Of("imputed_value_floats", imputed), NodeAttribute.Of("replaced_value_float", float.NaN)], GraphBuilder.MachineLearning);
    }

    /// <summary><c>(value - offset) * scale</c> by column of a numeric matrix [N, F], in float32.</summary>
    public static Value Scaler(this GraphBuilder graph, Value value, IReadOnlyList<float> offset, IReadOnlyList<float> scale)
    {
        Operands.Demand(graph, "Scaler", type => type is ElementType.Float32 or ElementType.Float64 or ElementType.Int32 or ElementType.Int64, "float32, float64, int32 or int64", value);
        if (offset.Count != scale.Count || offset.Count == 0)
            throw new OnnxException($"Node '{graph.NextName("Scaler")}' takes as many offsets as scales; {offset.Count} and {scale.Count} were given.");
        return graph.Node("Scaler", [value], ElementType.Float32, [NodeAttribute.Of("offset", offset), NodeAttribute.Of("scale", scale)], GraphBuilder.MachineLearning);
    }

    /// <summary>Sums of leaf weights over all trees: [N, F] float32 becomes [N, targets] float32.</summary>
    /// <exception cref="OnnxException">The ensemble is not well formed; the message lists every problem.</exception>
    public static Value TreeEnsembleRegressor(this GraphBuilder graph, Value features, TreeEnsemble ensemble)
    {
        const string Operator = "TreeEnsembleRegressor";
        Operands.Demand(graph, Operator, type => type == ElementType.Float32, "float32 features", features);
        var problems = ensemble.FindProblems();
        if (problems.Count > 0)
            throw new OnnxException($"Node '{graph.NextName(Operator)}' has no sound trees: {string.Join(" ", problems)}");
        if (ensemble.TargetCount == 1 || ensemble.BaseValues.Count == 0)
            return graph.Node(Operator, [features], ElementType.Float32, [.. ensemble.Attributes()], GraphBuilder.MachineLearning);
        // Of several targets, ONNX Runtime leaves the base value out of those that no leaf of a row adds to.
        var sums = graph.Node(Operator, [features], ElementType.Float32, [.. (ensemble with { BaseValues = [] }).Attributes()], GraphBuilder.MachineLearning);
        return graph.Add(sums, graph.Constant(Tensor.Of(ensemble.BaseValues.ToArray(), 1, ensemble.TargetCount)));
    }

    private static NodeAttribute List<T>(string name, IReadOnlyList<T> items) => items switch
    {
        IReadOnlyList<string> texts => NodeAttribute.Of(name + "_strings", texts),
        IReadOnlyList<long> integers => NodeAttribute.Of(name + "_int64s", integers),
        IReadOnlyList<float> floats => NodeAttribute.Of(name + "_floats", floats),
        _ => throw new OnnxException($"A LabelEncoder maps text, int64 and float32, not {typeof(T).Name}."),
    };

    private static NodeAttribute Default<T>(T value) => value switch
    {
        string text => NodeAttribute.Of("default_string", text),
        long integer => NodeAttribute.Of("default_int64", integer),
        float number => NodeAttribute.Of("default_float", number),
        _ => throw new OnnxException($"A LabelEncoder maps text, int64 and float32, not {typeof(T).Name}."),
    };
}
