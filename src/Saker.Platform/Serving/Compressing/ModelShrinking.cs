using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Compression;
using Saker.Onnx.Training;

namespace Saker.Platform.Serving.Compressing;

/// <summary>Makes a graph smaller as a request says; where it learns, it follows the answers that the graph itself gives to rows.</summary>
internal sealed class ModelShrinking(OnnxModel model, CompressionRequest request, Table? rows)
{
    private const int UsualBatchSize = 32;
    private const int UsualEpochCount = 20;
    private const int UsualBits = 8;
    private const double UsualEnergy = 0.95;
    private const float Rate = 1e-3f;
    private const float Temperature = 4;

    private readonly int _batchSize = ModelRows.FixedCount(model.Inputs) ?? UsualBatchSize;
    private readonly List<string> _notes = [];

    /// <summary>What there is to say of it besides.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private int Epochs => request.EpochCount ?? (request.Method is CompressionMethod.Aware or CompressionMethod.Distilled ? UsualEpochCount : 0);

    public OnnxModel Run(CancellationToken cancellationToken)
    {
        if (request.Method == CompressionMethod.Aware || Epochs > 0)
            NumberInputs.Require(model, $"Learning by the method '{CompressionWords.Of(request.Method)}'", "Take dynamic or static, or magnitude, structured or low-rank without epochs.");
        var share = request.Share ?? (request.Method == CompressionMethod.Distilled ? 0.7 : 0.5);
        switch (request.Method)
        {
            case CompressionMethod.Dynamic:
                return DynamicQuantisation.Apply(model, request.Kept);
            case CompressionMethod.Static:
                return StaticQuantisation.Apply(model, Batches(), Levels(), cancellationToken);
            case CompressionMethod.Aware:
                return QuantisationAwareTraining.Finish(Learn(QuantisationAwareTraining.Prepare(model, Batches(), Levels(), cancellationToken), Epochs, null, cancellationToken));
            case CompressionMethod.Magnitude:
                var masks = PruningMasks.Smallest(model, share, kept: request.Kept);
                return Learn(masks.Apply(model), Epochs, masks, cancellationToken);
            case CompressionMethod.LowRank:
                var low = LowRankFactorisation.Apply(model, request.Energy ?? UsualEnergy, request.Kept, cancellationToken);
                _notes.AddRange(LowRankFactorisation.TooLarge(model, request.Kept).Select(name => $"the weight '{name}' was left as it is: it has more than {LowRankFactorisation.MaxExtent} rows and columns."));
                return Learn(low, Epochs, null, cancellationToken);
            default:
                var narrow = StructuredPruning.Apply(model, share, request.Kept);
                return Learn(narrow, Epochs, null, cancellationToken);
        }
    }

    private QuantisationSettings Levels() => new()
    {
        WeightBits = request.Bits ?? UsualBits, ActivationBits = request.Bits ?? UsualBits, Calibration = request.Calibration ?? CalibrationMethod.MinMax, Kept = request.Kept,
    };

    private OnnxModel Learn(OnnxModel student, int epochs, PruningMasks? masks, CancellationToken cancellationToken)
    {
        if (epochs == 0)
            return student;
        var batches = Batches(wholeOnly: true).ToArray();
        if (batches.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"Learning needs {_batchSize} rows or more besides those that are held out to judge on; bring more, or ask for no epochs.", "data");
        var output = model.Outputs.FirstOrDefault(spec => spec.Type == ElementType.Float32) ?? throw new SakerException(ErrorKind.InvalidInput, "The model gives no numbers of Float32 that a smaller one could follow.", "model");
        // Numbers that no softmax makes shares of are followed as they are: what is common to a row, a softmax would not see.
        float? temperature = DistillationSession.IsOfClasses(model, output.Name) ? Temperature : null;
        using var session = new DistillationSession(model, student, new TrainingSettings { Loss = Losses.MeanSquared(), Output = output.Name, BatchSize = _batchSize, Optimizer = new Adam() }, temperature);
        var rate = LearningRate.Cosine(Rate, (long)epochs * batches.Length);
        // One order of batches for each epoch, the same at each call.
        var random = new Random(epochs);
        for (var step = 0L; step < (long)epochs * batches.Length; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step % batches.Length == 0)
                random.Shuffle(batches);
            session.Step(batches[step % batches.Length], rate.At(step));
            masks?.Hold(session.Student);
        }
        return session.ToModel();
    }

    private List<IReadOnlyDictionary<string, Tensor>> Batches(bool wholeOnly = false)
    {
        if (rows is null || rows.RowCount == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The method '{CompressionWords.Of(request.Method)}' learns from rows: name them.", "data");
        return [.. ModelRows.Batches(rows, model.Inputs, request.Target, _batchSize).Where(batch => !wholeOnly || batch.Count == _batchSize).Select(batch => batch.Inputs)];
    }
}
