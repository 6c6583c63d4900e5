using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Telemetry;

namespace Saker.Platform.Serving.Explaining;

/// <summary>Explains the answers of a version in memory. What that takes is read from the version's files when the first request asks for it. Thread-safe.</summary>
internal sealed class VersionExplainer(IModel model, ModelVersion version, ExplainingOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1);
    private readonly WorkLimiter _limiter = new(new WorkLimits
    {
        MaxConcurrent = options.MaxConcurrent,
        Timeout = options.Timeout,
        RetryAfter = TimeSpan.FromSeconds(1),
        Busy = $"{options.MaxConcurrent} requests to {version.Model}/{version.Version} are being explained; come again, or leave 'explain' out.",
        TooSlow = $"The explanation was not ready within {options.Timeout.TotalSeconds} s. Ask for fewer rows, or leave 'explain' out.",
        Field = "explain",
    }, time);
    private ModelExplainer? _explainer;

    /// <exception cref="SakerException">More rows than are explained in one request (invalid input).</exception>
    public void Require(int rowCount)
    {
        if (rowCount > options.MaxRows)
            throw new SakerException(ErrorKind.InvalidInput, $"At most {options.MaxRows} rows of a request are explained; this one has {rowCount}. Send fewer, or leave 'explain' out.", "explain");
    }

    /// <exception cref="SakerException">
    /// The model cannot be explained (invalid input; the message says why), too many requests are explained now (limit exceeded), or it took too long (timeout).
    /// </exception>
    public async ValueTask<Explanation> ExplainAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken)
    {
        using var span = SakerTrace.Source.StartActivity("explain");
        return await _limiter.RunAsync(async token => await (await GetAsync(token)).ExplainAsync(inputs, token), cancellationToken);
    }

    public void Dispose()
    {
        _explainer?.Dispose();
        _making.Dispose();
        _limiter.Dispose();
    }

    private async ValueTask<ModelExplainer> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _explainer) is { } made)
            return made;
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (_explainer is null)
            {
                // It was loaded from there.
                var path = version.Folder!;
                var folder = await ModelFolder.ReadAsync(path, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
                var reference = model.Signature.TakesTensors ? null : ExampleRows.Read(path, model.Signature);
                Volatile.Write(ref _explainer, ModelExplainer.Create(folder.Contents.Model, model, new ExplainerOptions { Method = options.Method, MaxEvaluations = options.MaxEvaluations }, reference));
            }
            return _explainer!;
        }
        finally
        {
            _making.Release();
        }
    }
}
