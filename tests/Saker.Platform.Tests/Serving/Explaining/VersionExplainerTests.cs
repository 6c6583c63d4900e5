using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Explaining;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Explaining;

public sealed class VersionExplainerTests : IDisposable
{
    private const string Examples = """{"columns":["tenure","MonthlyCharges","Contract","PaperlessBilling"],"data":[[3,70.0,"One year",true],[40,20.0,"Two year",false]]}""";

    private static readonly IReadOnlyDictionary<string, Tensor> s_row = new Dictionary<string, Tensor>
    {
        ["tenure"] = Tensor.Of([1.0], 1, 1), ["MonthlyCharges"] = Tensor.Of([99.0], 1, 1), ["Contract"] = Tensor.Of(["Month-to-month"], 1, 1), ["PaperlessBilling"] = Tensor.Of([1.0], 1, 1),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("saker-explainer-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_of_any_kind_is_explained_by_its_example_rows()
    {
        using var explainer = await OpenAsync(new SlowModel(), new ExplainingOptions(), Examples);
        var explanation = await explainer.ExplainAsync(s_row, Token);
        Assert.Equal(ToyChurn.Probability(1, 99, "Month-to-month", true), explanation.Total(0), 1e-6);
        Assert.Equal(4, explanation.Columns.Count);
    }

    [Fact]
    public async Task Without_example_rows_it_is_said_what_is_missing()
    {
        using var explainer = await OpenAsync(new SlowModel(), new ExplainingOptions(), examples: null);
        var error = await Assert.ThrowsAsync<SakerException>(async () => await explainer.ExplainAsync(s_row, Token));
        Assert.Contains("input example", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_requests_at_a_time_than_allowed_are_refused_with_a_time_to_come_again_and_what_takes_too_long_ends()
    {
        using var explainer = await OpenAsync(new SlowModel { IsStuck = true }, new ExplainingOptions { MaxConcurrent = 1, Timeout = TimeSpan.FromMilliseconds(500) }, Examples);
        var first = explainer.ExplainAsync(s_row, Token).AsTask();
        var busy = await Assert.ThrowsAsync<SakerException>(async () => await explainer.ExplainAsync(s_row, Token));
        Assert.Equal(ErrorKind.LimitExceeded, busy.Kind);
        Assert.NotNull(busy.RetryAfter);
        Assert.Equal(ErrorKind.Timeout, (await Assert.ThrowsAsync<SakerException>(() => first)).Kind);
        // The place is free again.
        Assert.Equal(ErrorKind.Timeout, (await Assert.ThrowsAsync<SakerException>(async () => await explainer.ExplainAsync(s_row, Token))).Kind);
    }

    private async Task<VersionExplainer> OpenAsync(IModel model, ExplainingOptions options, string? examples)
    {
        var path = Path.Combine(_folder, "model");
        await ModelFolder.WriteAsync(path, new ModelFolderContents { Model = ToyChurn.Graph().ToBytes(), Signature = ToyChurn.Signature, InputExample = examples }, Token);
        var version = new ModelVersion { Model = "toy", Version = 1, Hash = null, Folder = path, Run = null, Dataset = null, CreatedAt = default, UpdatedAt = default, Aliases = [] };
        return new VersionExplainer(model, version, options, TimeProvider.System);
    }

    private sealed class SlowModel : IModel
    {
        private readonly ToyModel _churn = ToyModel.Churn();

        public bool IsStuck { get; init; }

        public Signature Signature => ToyChurn.Signature;

        public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
        {
            if (IsStuck)
                await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
            return await _churn.PredictAsync(rows, cancellationToken);
        }
    }
}
