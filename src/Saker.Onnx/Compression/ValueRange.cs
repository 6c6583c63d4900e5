namespace Saker.Onnx.Compression;

/// <summary>Where values lie; zero always lies in it.</summary>
internal readonly record struct ValueRange(float Low, float High)
{
    /// <summary>What a level is worth, and the level that is zero.</summary>
    public (float Scale, byte Zero) Levels(int bits)
    {
        var most = (1 << bits) - 1;
        var scale = High > Low ? (float)(((double)High - Low) / most) : 1;
        return (scale, (byte)Math.Clamp(Math.Round(-Low / scale), 0, most));
    }
}
