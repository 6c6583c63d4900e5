using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>What happens to a batch by chance before it is learned from. Chance starts anew with each batch, from its number, so that nothing of it need be remembered.</summary>
internal sealed class BatchChanges
{
    private const long Part = 0x6261746368;

    private readonly TrainingSession _session;
    private readonly Xoshiro256 _chance = new(0);
    private readonly long _seed;
    private readonly Mixup? _mixup;
    private readonly ImageAugmenter? _augmenter;
    private readonly string _images = "";
    private readonly int _size;

    public BatchChanges(TrainingSession session, BatchWriter batch, TrainingPlan plan)
    {
        (_session, _seed, _size) = (session, plan.Seed ^ Part, batch.Size);
        if (plan.Mixup > 0)
            _mixup = new Mixup(session, batch, plan.Mixup);
        if (plan.Augmentation is not { } augmentation)
            return;
        var specs = session.Inputs.Where(spec => batch.Inputs.Any(input => input.Name == spec.Name)).ToArray();
        var images = augmentation.Input is { } name ? specs.FirstOrDefault(spec => spec.Name == name) : specs.Length == 1 ? specs[0] : null;
        if (images is not { Type: ElementType.Float32, Shape.Count: 4 })
            throw new SakerException(ErrorKind.InvalidInput,
                $"Images are augmented in an input of Float32 [rows, channels, height, width]; the model takes {string.Join(", ", specs.Select(spec => $"'{spec}'"))}{(augmentation.Input is null ? "" : $", and '{augmentation.Input}' was named")}.", "augmentation.input");
        _images = images.Name;
        _augmenter = new ImageAugmenter(augmentation, (int)images.Shape[1], (int)images.Shape[2], (int)images.Shape[3]);
    }

    /// <param name="step">The number of the step that will learn from it.</param>
    /// <param name="count">Examples that count.</param>
    public void Apply(long step, int count)
    {
        if (_mixup is null && _augmenter is null)
            return;
        _chance.Restart(_seed, step);
        if (_augmenter is not null)
        {
            var images = _session.Input<float>(_images);
            var size = images.Length / _size;
            for (var i = 0; i < count; i++)
                _augmenter.Apply(images.Slice(i * size, size), _chance);
        }
        _mixup?.Apply(count, _chance);
    }
}
