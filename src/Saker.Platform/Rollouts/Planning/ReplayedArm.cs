using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>A version that logged requests are given to, apart from those that serve. One request at a time.</summary>
internal sealed class ReplayedArm : IAsyncDisposable
{
    private readonly LoadedModel _model;
    private readonly TensorSet _tensors;
    private readonly CallGuard _guard;
    private readonly GuardReport _report = new();
    private readonly ScoreReader _scores;
    private readonly TimeProvider _time;

    [SuppressMessage("Reliability", "CA2000", Justification = "LoadedModel disposes the model when it is released.")]
    public ReplayedArm(IModel model, ModelVersion version, ScoredVersion scored, EndpointSettings settings, TimeProvider time, ILogger logger)
    {
        _model = new LoadedModel(model, version, time, logger);
        _tensors = new TensorSet(_model.Inputs, _model.Outputs);
        _guard = new CallGuard(_model.Signature, _model.Inputs, settings.Guard);
        _scores = ScoreReader.Of(_model.Outputs);
        (Scored, _time) = (scored, time);
    }

    /// <summary>How its predictions are scored.</summary>
    public ScoredVersion Scored { get; }

    /// <summary>The answer to the last request; only after one that was answered.</summary>
    public ReadOnlySpan<TensorBuffer> Outputs => _tensors.Outputs;

    public IReadOnlyList<Saker.Onnx.TensorSpec> OutputSpecs => _model.Outputs;

    /// <summary>Gives it the rows of a request.</summary>
    public async Task<ArmCall> AskAsync(Table rows, CancellationToken cancellationToken)
    {
        _tensors.Clear();
        _report.Clear();
        var startedAt = _time.GetTimestamp();
        try
        {
            for (var i = 0; i < _model.Inputs.Count; i++)
                if (rows.Find(_model.Inputs[i].Name) is null)
                    _guard.TakeMissing(i, rows.RowCount, _tensors.Inputs[i], _report);
            TensorColumns.Fill(rows, _model.Inputs, _tensors.Inputs, _report.Problems);
            _guard.Check(_tensors.Inputs, _report);
            await _model.RunAsync(_tensors, cancellationToken);
            return new ArmCall(ArmAnswer.Answered, IsFallback: false, IsUnavailable: false, Since(startedAt), _scores.Read(_tensors.Outputs));
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.InvalidInput)
        {
            return new ArmCall(ArmAnswer.Refused, IsFallback: false, IsUnavailable: false, Since(startedAt), float.NaN);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, a caller would not have had an answer.
            return new ArmCall(ArmAnswer.Failed, IsFallback: false, IsUnavailable: false, Since(startedAt), float.NaN);
        }
    }

    /// <summary>What it answered to a row of the last request, by output.</summary>
    public IReadOnlyDictionary<string, object?> AnswerOf(int row) =>
        TensorColumns.ToTable(_model.Outputs, _tensors.Outputs).Columns.ToDictionary(column => column.Name, column => column.IsNull(row) ? null : Plain(column.GetValue(row)), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        _model.Release();
        await _model.Unloaded;
    }

    private long Since(long startedAt) => _time.GetElapsedTime(startedAt).Ticks / TimeSpan.TicksPerMicrosecond;

    private static object? Plain(object? value) => value is float number ? (double)number : value;
}
