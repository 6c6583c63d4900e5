using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Saker.Learning.Neural.Training;
using Saker.Learning.Scores;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Trainers.Neural;

/// <summary>One fit of the perceptrons: each is trained by itself, with rows of its own held out.</summary>
internal sealed class PerceptronFit
{
    private const int FingerprintLength = 32;
    private const int HashedAtOnce = 1 << 20;
    private const string NothingHeldOut = "no class has enough rows to hold some out, so that training did not stop early: raise 'validation', or set 'patience' to 0.";

    private readonly NeuralNetwork _settings;
    private readonly float[] _target;
    private readonly float[] _weights;
    private readonly LearningTask _task;
    private readonly TargetScale? _scale;
    private readonly long _seed;
    private readonly IReadOnlyList<(int Start, int Count)> _groups;
    private readonly InputEncoding _encoding;
    private readonly float[] _values;
    private readonly int _width;

    public PerceptronFit(NeuralNetwork settings, LearningTask task, FeatureMatrix features, float[] target, float[] weights, long seed)
    {
        (_settings, _task, _seed) = (settings, task, seed);
        _scale = task.Kind == ScoreTask.Regression ? TargetScale.Of(target) : null;
        _target = _scale?.Apply(target) ?? target;
        _weights = !settings.HasBalancedClasses ? weights : task.Kind == ScoreTask.Binary ? Balanced(target, weights) : BalancedClasses();
        _groups = settings.Embeddings > 0 ? CategoryGroups.Find(features) : [];
        _encoding = InputEncoding.Of(features, weights, _groups.SelectMany(group => Enumerable.Range(group.Start, group.Count)).ToHashSet(), settings.Bins);
        _width = _encoding.Width;
        _values = new float[features.RowCount * _width];
        for (var row = 0; row < features.RowCount; row++)
            _encoding.Apply(features.Row(row), _values.AsSpan(row * _width, _width));
    }

    /// <summary>Two classes.</summary>
    public NeuralClassifier Run(FitWatch watch, CancellationToken cancellationToken)
    {
        var (networks, warnings) = TrainAll(watch, cancellationToken);
        return new NeuralClassifier(networks, warnings);
    }

    /// <summary>Several classes, or numbers.</summary>
    public FittedModel RunOther(FitWatch watch, CancellationToken cancellationToken)
    {
        var (networks, warnings) = TrainAll(watch, cancellationToken);
        return _scale is null ? new NeuralClasses(networks, warnings) : new NeuralRegressor(networks, _scale, warnings);
    }

    private (PerceptronEnsemble Networks, IReadOnlyList<string> Warnings) TrainAll(FitWatch watch, CancellationToken cancellationToken)
    {
        var checkpoints = watch.Checkpoints is { } kept ? kept with { Folder = Path.Combine(kept.Folder, Fingerprint()) } : null;
        var warnings = new List<string>();
        var members = new IReadOnlyList<DenseLayer>[_settings.Members];
        for (var member = 0; member < members.Length; member++)
            members[member] = Train(member, watch.Rounds, checkpoints, warnings, cancellationToken);
        return (new PerceptronEnsemble(_encoding, members), warnings);
    }

    private IReadOnlyList<DenseLayer> Train(int member, IProgress<FitProgress>? progress, TrainingCheckpoints? checkpoints, List<string> warnings, CancellationToken cancellationToken)
    {
        var chance = Xoshiro256.Of(_seed, member);
        var (learned, heldOut) = Split(chance);
        if (_task.Kind == ScoreTask.Multiclass && _settings.Patience > 0 && heldOut.Length == 0 && !warnings.Contains(NothingHeldOut))
            warnings.Add(NothingHeldOut);
        var graph = new PerceptronGraph(_settings, _width, _groups, Start(), unchecked((long)chance.Next()));
        var batch = Math.Min(_settings.Batch, learned.Length);
        var steps = (long)_settings.Epochs * ((learned.Length + batch - 1) / batch);
        var seed = unchecked((long)chance.Next());
        var plan = new TrainingPlan
        {
            Session = new TrainingSettings
            {
                Loss = Loss(), BatchSize = batch, Optimizer = Optimizer(), Parameters = graph.Network.Parameters, Undecayed = graph.Network.Undecayed, Seed = seed, MaxGradientNorm = 5, ThreadCount = 1,
            },
            Epochs = _settings.Epochs, Rate = LearningRate.Cosine(_settings.LearningRate, steps), Patience = _settings.Patience, Seed = seed, Mixup = _settings.Mixup,
            Checkpoints = checkpoints is null ? null : checkpoints with { Folder = Path.Combine(checkpoints.Folder, $"{member}") },
        };
        var watch = progress is null ? TrainingWatch.None : new TrainingWatch { Epochs = new Teller(progress, member, _settings) };
        var outcome = EpochTrainer.Run(graph.Network.Model, plan, ExampleSource.InMemory(Take(learned)), heldOut.Length > 0 ? ExampleSource.InMemory(Take(heldOut)) : null, watch, cancellationToken);
        warnings.AddRange(outcome.Warnings);
        return graph.Read(outcome.Model);
    }

    private float[] Start()
    {
        if (_task.Kind == ScoreTask.Regression)
            return [0];
        if (_task.Kind == ScoreTask.Multiclass)
            return [.. Enumerable.Range(0, _task.ClassCount).Select(own => (float)Math.Log(_target.Count(value => value == own) / (double)_target.Length))];
        var share = TrainerInputs.PositiveShare(_target, _weights);
        return [(float)Math.Log(share / (1 - share))];
    }

    // Mixed rows are of several classes at once, each by its share.
    private Loss Loss() => _task.Kind switch
    {
        ScoreTask.Regression => Losses.MeanSquared(),
        ScoreTask.Multiclass => Losses.SoftCrossEntropy(),
        _ => Losses.BinaryCrossEntropy(),
    };

    private float[] BalancedClasses()
    {
        var counts = new int[_task.ClassCount];
        foreach (var value in _target)
            counts[(int)value]++;
        return Array.ConvertAll(_target, value => (float)_target.Length / (_task.ClassCount * counts[(int)value]));
    }

    // Rows of both classes count as much together, and rows count 1 on average.
    private static float[] Balanced(float[] target, float[] weights)
    {
        var each = weights.Length > 0 ? weights : Enumerable.Repeat(1f, target.Length).ToArray();
        var (total, positive) = (0.0, 0.0);
        for (var row = 0; row < target.Length; row++)
        {
            total += each[row];
            positive += each[row] * target[row];
        }
        return [.. each.Select((weight, row) => (float)(weight * total / (2 * (target[row] == 1 ? positive : total - positive))))];
    }

    // Of this fit and no other: its settings, its seed and all its numbers.
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{string.Join(';', _settings.Parameters.Select(setting => $"{setting.Key}={setting.Value}"))};{_seed};{_width};{string.Join(',', _groups)}{(_task.Kind == ScoreTask.Binary ? "" : $";{_task}")}"));
        foreach (var numbers in (float[][])[_values, _target, _weights])
            foreach (var piece in numbers.Chunk(HashedAtOnce))
                hash.AppendData(MemoryMarshal.AsBytes(piece.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..FingerprintLength];
    }

    // Of each class the same share is held out; of two classes none where that would leave a part without a class.
    private (int[] Learned, int[] HeldOut) Split(Xoshiro256 chance)
    {
        int[] all = [.. Enumerable.Range(0, _target.Length)];
        if (_settings.Patience == 0)
            return (all, []);
        var heldOut = new List<int>();
        foreach (var label in _task.Kind == ScoreTask.Regression ? [float.NaN] : Enumerable.Range(0, _task.ClassCount).Select(own => (float)own))
        {
            int[] rows = [.. all.Where(row => (float.IsNaN(label) || _target[row] == label) && (_weights.Length == 0 || _weights[row] > 0))];
            chance.Shuffle(rows);
            var count = (int)Math.Round(rows.Length * _settings.Validation);
            if (count == 0 || count == rows.Length)
            {
                // Of several classes a rare one is learned whole.
                if (_task.Kind == ScoreTask.Multiclass)
                    continue;
                return (all, []);
            }
            heldOut.AddRange(rows.Take(count));
        }
        var held = heldOut.ToHashSet();
        return ([.. all.Where(row => !held.Contains(row))], [.. heldOut.Order()]);
    }

    private ExampleSet Take(int[] rows)
    {
        var values = new float[rows.Length * _width];
        for (var i = 0; i < rows.Length; i++)
            _values.AsSpan(rows[i] * _width, _width).CopyTo(values.AsSpan(i * _width));
        return ExampleSet.Of(
            new Dictionary<string, Tensor> { [PerceptronGraph.Features] = Tensor.Of(values, rows.Length, _width) },
            Answers(rows),
            _weights.Length == 0 ? null : Array.ConvertAll(rows, row => _weights[row]));
    }

    private Tensor Answers(int[] rows)
    {
        if (_task.Kind != ScoreTask.Multiclass)
            return Tensor.Of(Array.ConvertAll(rows, row => _target[row]), rows.Length, 1);
        var answers = new float[rows.Length * _task.ClassCount];
        for (var i = 0; i < rows.Length; i++)
            answers[(i * _task.ClassCount) + (int)_target[rows[i]]] = 1;
        return Tensor.Of(answers, rows.Length, _task.ClassCount);
    }

    private Optimizer Optimizer()
    {
        var decay = (float)_settings.WeightDecay;
        return _settings.Optimizer switch
        {
            NetworkOptimizer.AdamW => Adam.W(decay),
            NetworkOptimizer.Adam => new Adam { WeightDecay = decay },
            NetworkOptimizer.Sgd => new Sgd(momentum: 0.9f) { WeightDecay = decay },
            _ => new RmsProp { WeightDecay = decay },
        };
    }

    private sealed class Teller(IProgress<FitProgress> progress, int member, NeuralNetwork settings) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            var metrics = new Dictionary<string, double> { ["train_loss"] = value.TrainLoss };
            if (value.ValidationLoss is { } loss)
                metrics["validation_loss"] = loss;
            // Networks to come take as long as this one at most.
            var remaining = value.Remaining + (settings.Members - member - 1) * (value.Elapsed + value.Remaining);
            progress.Report(new FitProgress(member, value.Epoch, settings.Epochs, metrics, remaining) { PartCount = settings.Members });
        }
    }
}
