namespace Saker.Data.Privacy.Detectors;

/// <summary>A run of letters and digits.</summary>
internal readonly record struct Token(int Start, int End, int DigitCount)
{
    public int Length => End - Start;

    public bool IsNumber => DigitCount == Length;

    public bool IsWord => DigitCount == 0;
}
