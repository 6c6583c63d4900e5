using System.Text;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Tests.Explanation;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Models;

/// <summary>Trained trees over prepared columns are served by row plans, with the answers that evaluation gave.</summary>
public sealed class RowPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Trainer> Trees => new()
    {
        { "boosted", new GradientBoosting { Trees = 120, MaxDepth = 4, LearningRate = 0.1 } },
        { "shallow", new GradientBoosting { Trees = 80, MaxDepth = 1 } },
        { "forest", new RandomForest { Trees = 60, MinSamplesLeaf = 2 } },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task A_trained_model_of_two_classes_answers_as_evaluated(string kind, Trainer trainer)
    {
        foreach (var plan in new[] { PreparationPlan.Default, new PreparationPlan { Steps = [new Ordinal { Columns = ColumnSelector.Text }] } })
        {
            using var toy = ToyExplained.Of(trainer, plan, 300);
            await RequireSameAsync(kind, toy.Graph, toy.Rows.RowCount, ModelInputs.Feed(toy.Rows, [.. toy.Preparation.InputColumns]));
        }
    }

    private static async Task RequireSameAsync(string kind, byte[] graph, int rowCount, IReadOnlyDictionary<string, Tensor> feed)
    {
        using var engine = new OnnxSession(graph);
        using var planned = new OnnxSession(graph, new SessionSettings { UsesRowPlans = true });
        Assert.True(planned.WhyNoRowPlan is null, $"{kind}: {planned.WhyNoRowPlan}");
        var expected = engine.Run(feed, Token);
        var set = new TensorSet(planned.Inputs, planned.Outputs);
        for (var i = 0; i < planned.Inputs.Count; i++)
            Fill(set.Inputs[i], feed[planned.Inputs[i].Name]);
        using var runner = OnnxBatches.NewRunner(planned, 1);

        await runner.RunAsync(new[] { set }, Token);

        for (var i = 0; i < planned.Outputs.Count; i++)
        {
            if (planned.Outputs[i].Type == ElementType.Text)
                Assert.Equal(expected[i].Span<string>().ToArray(), Enumerable.Range(0, rowCount).Select(row => Encoding.UTF8.GetString(set.Outputs[i].Text(row))));
            else
                Assert.Equal(expected[i].Span<float>().ToArray().Select(BitConverter.SingleToInt32Bits), set.Outputs[i].Elements<float>().ToArray().Select(BitConverter.SingleToInt32Bits));
        }
    }

    private static void Fill(TensorBuffer buffer, Tensor tensor)
    {
        buffer.Reset([.. tensor.Shape]);
        if (tensor.Type == ElementType.Text)
            for (var i = 0; i < tensor.Count; i++)
                buffer.SetText(i, Encoding.UTF8.GetBytes(tensor.Span<string>()[i]));
        else if (tensor.Type == ElementType.Float64)
            tensor.Span<double>().CopyTo(buffer.Elements<double>());
        else
            tensor.Span<bool>().CopyTo(buffer.Elements<bool>());
    }
}
