using Saker.Data;

namespace Saker.Learning.Trainers;

/// <summary>A numeric setting of a trainer: its key, what it may be, and how it is read and checked. The same range holds for files and for code.</summary>
internal sealed record SettingRange(string Key, double Min, double Max)
{
    public double Read(Settings settings, double fallback) => settings.Number(Key, fallback, Min, Max);

    public int Read(Settings settings, int fallback) => settings.Integer(Key, fallback, (int)Min, (int)Max);

    /// <exception cref="SakerException">The value, set from code, is out of range.</exception>
    public void Require(string trainer, double value)
    {
        if (!(value >= Min && value <= Max))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"{trainer}: '{Key}' must be between {Min} and {Max}; got {value}."), Key);
    }
}
