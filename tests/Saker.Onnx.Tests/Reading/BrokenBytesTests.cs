using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Graphs;

namespace Saker.Onnx.Tests.Reading;

/// <summary>Whatever is done to a model's bytes, it is read or refused; nothing else happens.</summary>
public sealed class BrokenBytesTests
{
    private const int EngineSeeds = 4_000;

    private static readonly byte[][] Whole = [Trees(), Preparation()];

    [Fact]
    public void A_model_cut_short_anywhere_is_refused_or_read()
    {
        foreach (var bytes in Whole)
            for (var length = 0; length < bytes.Length; length++)
                Survive(bytes.AsSpan(0, length).ToArray());
    }

    [Fact]
    public void A_model_with_bytes_changed_at_random_is_refused_or_read()
    {
        var refused = 0;
        for (var seed = 0; seed < 20_000; seed++)
            refused += Survive(Mutate(Whole[seed % Whole.Length], seed)) ? 0 : 1;
        Assert.InRange(refused, 1_000, 19_999);
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            Survive(bytes);
        }
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        // node -> attribute -> graph, over and over: field 7 of the model, then 1, 5 and 6 again and again.
        byte[] bytes = [];
        for (var depth = 0; depth < 400; depth++)
            bytes = Field(1, Field(5, Field(6, bytes)));

        Assert.Throws<OnnxException>(() => OnnxModel.Parse(Field(7, bytes)));
    }

    [Fact]
    public void The_engine_refuses_or_loads_what_validation_finds_sound()
    {
        int loaded = 0, refused = 0;
        for (var seed = 0; seed < EngineSeeds; seed++)
        {
            var bytes = Mutate(Whole[seed % Whole.Length], ~seed);
            try
            {
                if (OnnxModel.Parse(bytes).FindProblems().Count > 0)
                    continue;
                refused++;
                new OnnxSession(bytes).Dispose();
                loaded++;
                refused--;
            }
            catch (OnnxException)
            {
            }
        }
        Assert.True(loaded > 0 && refused > 0, $"{loaded} loaded, {refused} refused by the engine");
    }

    private static bool Survive(byte[] bytes)
    {
        try
        {
            var model = OnnxModel.Parse(bytes);
            var problems = model.FindProblems();
            _ = model.Inputs.Count + model.Outputs.Count + model.Metadata.Count + model.OperatorSets.Count;
            foreach (var node in model.Graph.Nodes)
                _ = node.ToString() + string.Join("", node.Attributes);
            if (problems.Count == 0)
                foreach (var initializer in model.Graph.Initializers)
                    initializer.Read();
            OnnxModel.Parse(model.ToBytes());
            return true;
        }
        catch (OnnxException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] whole, int seed)
    {
        var random = new Random(seed);
        var bytes = whole.ToList();
        for (var changes = random.Next(1, 8); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(0, Math.Min(random.Next(1, 20), bytes.Count))); break;
            }
            if (bytes.Count == 0)
                break;
        }
        return [.. bytes];
    }

    private static byte[] Field(int number, byte[] content)
    {
        var bytes = new List<byte> { (byte)(number << 3 | 2) };
        var length = content.Length;
        for (; length >= 0x80; length >>= 7)
            bytes.Add((byte)(length | 0x80));
        bytes.Add((byte)length);
        return [.. bytes, .. content];
    }

    private static byte[] Trees()
    {
        var graph = new GraphBuilder("trees");
        var features = graph.Input("features", ElementType.Float32, -1, RandomTrees.Features);
        graph.Output("score", graph.TreeEnsembleRegressor(features, RandomTrees.Make(1, 3, 3, TreeNodeMode.Less)), -1, 1);
        return graph.Build().ToBytes();
    }

    private static byte[] Preparation()
    {
        var graph = new GraphBuilder("preparation");
        var tenure = graph.Input("tenure", ElementType.Float64, -1, 1);
        var contract = graph.Input("contract", ElementType.Text, -1, 1);
        var filled = graph.Where(graph.IsNaN(tenure), graph.Scalar(ElementType.Float64, 9), tenure);
        var hot = graph.Reshape(graph.OneHotEncoder(contract, ["One year", "Two year"]), 0, -1);
        graph.Output("features", graph.Concat(1, graph.Cast(graph.Log(filled), ElementType.Float32), hot), -1, 3);
        return graph.Build(new Dictionary<string, string> { ["made by"] = "a test" }).ToBytes();
    }
}
