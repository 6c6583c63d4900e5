using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Values brought to mean 0 and variance 1, over batches, layers, instances or groups.</summary>
internal static class NormalisationRules
{
    /// <summary>Marks a batch normalisation whose mean and variance are those of the batch.</summary>
    public const string OfBatch = "saker_of_batch";

    public static void Register(GradientRules rules)
    {
        rules.Add("BatchNormalization", Batch, node => node.Integer("training_mode", 0) == 0 ? null : "works out the statistics of each batch itself (training_mode=1), as in training; export the model in evaluation mode");
        rules.Add("LayerNormalization", Layer);
        rules.Add("InstanceNormalization", Instance);
        rules.Add("GroupNormalization", Group);
        rules.Add("LpNormalization", Length);
    }

    private static void Batch(GradientNode node)
    {
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        long[] column = [1, shape[1], .. Windows.Ones(shape.Length - 2)];
        long[] others = [0, .. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];
        var deviation = emit.Unary("Sqrt", emit.Add(node.In(4), node.Node.Float("epsilon", 1e-5f)));
        var scale = emit.Div(node.In(1), deviation);
        var ofBatch = node.Node.DocString == OfBatch;
        string? sum = null, weighted = null;
        if (node.Wants(2) || ofBatch)
            sum = emit.ReduceSum(node.Gradient, others, keep: false);
        if (node.Wants(1) || ofBatch)
        {
            var centred = emit.Sub(node.In(0), emit.Reshape(node.In(3), column));
            weighted = emit.Div(emit.ReduceSum(emit.Mul(node.Gradient, centred), others, keep: false), deviation);
            node.Give(1, weighted);
        }
        if (sum is not null)
            node.Give(2, sum);
        if (!node.Wants(0))
            return;
        var direct = emit.Mul(node.Gradient, emit.Reshape(scale, column));
        if (!ofBatch)
        {
            node.Give(0, direct);
            return;
        }
        // The statistics move with the batch: a multiple of the input and a shift for each channel are added.
        var share = -1f / (Extents.Count(shape) / shape[1]);
        var slope = emit.Mul(emit.Mul(emit.Div(scale, deviation), weighted!), share);
        var shift = emit.Sub(emit.Mul(emit.Mul(scale, sum!), share), emit.Mul(slope, node.In(3)));
        var moved = emit.Add(emit.Mul(node.In(0), emit.Reshape(slope, column)), emit.Reshape(shift, column));
        node.Give(0, emit.Add(direct, moved));
    }

    private static void Layer(GradientNode node)
    {
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        var axis = Extents.Axis(node.Node.Integer("axis", -1), shape.Length);
        long[] rows = [.. shape[..axis], .. Windows.Ones(shape.Length - axis)];
        var deviation = node.Ask(2, rows);
        var standard = emit.Mul(emit.Sub(node.In(0), node.Ask(1, rows)), deviation);
        node.GiveBroadcast(1, () => emit.Mul(node.Gradient, standard));
        node.GiveBroadcast(2, () => node.Gradient);
        if (!node.Wants(0))
            return;
        long[] axes = [.. Enumerable.Range(axis, shape.Length - axis).Select(i => (long)i)];
        node.Give(0, Standardised(emit, emit.Mul(node.Gradient, node.In(1)), standard, deviation, axes));
    }

    private static void Instance(GradientNode node)
    {
        var shape = node.Shape(node.In(0));
        Grouped(node, shape[1], node.Node.Float("epsilon", 1e-5f));
    }

    private static void Group(GradientNode node) => Grouped(node, node.Node.Integer("num_groups", 1), node.Node.Float("epsilon", 1e-5f));

    // Channels in groups, each with mean and variance of its own over its channels and all places.
    private static void Grouped(GradientNode node, long groups, float epsilon)
    {
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        long[] column = [1, shape[1], .. Windows.Ones(shape.Length - 2)];
        long[] others = [0, .. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];
        long[] rows = [shape[0] * groups, Extents.Count(shape) / (shape[0] * groups)];
        var values = emit.Reshape(node.In(0), rows);
        var centred = emit.Sub(values, emit.Mul(emit.ReduceSum(values, [1], keep: true), 1f / rows[1]));
        var variance = emit.Mul(emit.ReduceSum(emit.Square(centred), [1], keep: true), 1f / rows[1]);
        var deviation = emit.Unary("Reciprocal", emit.Unary("Sqrt", emit.Add(variance, epsilon)));
        var standard = emit.Mul(centred, deviation);
        if (node.Wants(1))
            node.Give(1, emit.ReduceSum(emit.Mul(node.Gradient, emit.Reshape(standard, shape)), others, keep: false));
        if (node.Wants(2))
            node.Give(2, emit.ReduceSum(node.Gradient, others, keep: false));
        if (!node.Wants(0))
            return;
        var scaled = emit.Reshape(emit.Mul(node.Gradient, emit.Reshape(node.In(1), column)), rows);
        node.Give(0, emit.Reshape(Standardised(emit, scaled, standard, deviation, [1]), shape));
    }

    /// <summary>Back through bringing to mean 0 and variance 1 along axes.</summary>
    private static string Standardised(Emitter emit, string gradient, string standard, string deviation, long[] axes)
    {
        var count = (float)emit.Count(gradient) / emit.Count(deviation);
        var mean = emit.Mul(emit.ReduceSum(gradient, axes, keep: true), 1 / count);
        var along = emit.Mul(emit.ReduceSum(emit.Mul(gradient, standard), axes, keep: true), 1 / count);
        return emit.Mul(emit.Sub(emit.Sub(gradient, mean), emit.Mul(standard, along)), deviation);
    }

    private static void Length(GradientNode node)
    {
        if (!node.Wants(0))
            return;
        var emit = node.Emit;
        var shape = node.Shape(node.In(0));
        long axis = Extents.Axis(node.Node.Integer("axis", -1), shape.Length);
        long[] kept = [.. shape.Select((extent, i) => i == axis ? 1 : extent)];
        var first = node.Node.Integer("p", 2) == 1;
        var length = emit.Node(first ? "ReduceL1" : "ReduceL2", kept, [node.In(0), emit.Integers(axis)], NodeAttribute.Of("keepdims", 1));
        var along = emit.ReduceSum(emit.Mul(node.Gradient, node.Out()), [axis], keep: true);
        node.Give(0, emit.Div(emit.Sub(node.Gradient, emit.Mul(first ? emit.Unary("Sign", node.In(0)) : node.Out(), along)), length));
    }
}
