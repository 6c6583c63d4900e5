using Saker.Data;
using Saker.Learning.Sequential;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>
/// Mixes every example of a batch with another one of it, inputs and targets alike, by a share that is drawn for the batch from Beta(alpha, alpha) (Zhang et al. 2018: mixup).
/// </summary>
internal sealed class Mixup
{
    private readonly TrainingSession _session;
    private readonly double _alpha;
    private readonly string[] _names;
    private readonly float[][] _copies;
    private readonly int[] _partners;

    public Mixup(TrainingSession session, BatchWriter batch, double alpha)
    {
        if (batch.Target is not { IsShares: true })
            throw new SakerException(ErrorKind.InvalidInput, "Mixup mixes targets, so the loss must take numbers or shares of classes: use soft cross-entropy in place of cross-entropy.", "mixup");
        var wrong = session.Inputs.FirstOrDefault(spec => spec.Type != ElementType.Float32);
        if (wrong is not null)
            throw new SakerException(ErrorKind.InvalidInput, $"Mixup mixes inputs, which must be Float32; '{wrong}' is not.", "mixup");
        (_session, _alpha) = (session, alpha);
        _names = [.. batch.Inputs.Select(input => input.Name), batch.Target.Name];
        _copies = [.. _names.Select(name => new float[session.Input<float>(name).Length])];
        _partners = new int[batch.Size];
    }

    /// <param name="count">Examples that count; the others are left.</param>
    /// <param name="chance">Decides the share and who is mixed with whom.</param>
    public void Apply(int count, Xoshiro256 chance)
    {
        var first = GammaDraw.Of(_alpha, chance);
        var sum = first + GammaDraw.Of(_alpha, chance);
        // With a very small alpha both are 0 as far as a double tells: one of the two examples is all of it.
        var share = sum > 0 ? (float)(first / sum) : chance.Below(2);
        for (var i = 0; i < count; i++)
            _partners[i] = i;
        chance.Shuffle(_partners.AsSpan(0, count));
        for (var k = 0; k < _names.Length; k++)
        {
            var values = _session.Input<float>(_names[k]);
            values.CopyTo(_copies[k]);
            var width = values.Length / _partners.Length;
            for (var i = 0; i < count; i++)
            {
                var own = values.Slice(i * width, width);
                var other = _copies[k].AsSpan(_partners[i] * width, width);
                for (var j = 0; j < width; j++)
                    own[j] = share * own[j] + (1 - share) * other[j];
            }
        }
    }
}
