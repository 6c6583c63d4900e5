using System.Numerics;

namespace Saker.Onnx.Plans.Steps;

/// <summary>Operations on elements, as types, so that the loops round them are compiled with them inside.</summary>
internal static class Elementwise
{
    public readonly struct Plus<T> : IBinary<T, T>
        where T : INumber<T>
    {
        public static T Of(T left, T right) => left + right;
    }

    public readonly struct Minus<T> : IBinary<T, T>
        where T : INumber<T>
    {
        public static T Of(T left, T right) => left - right;
    }

    public readonly struct Times<T> : IBinary<T, T>
        where T : INumber<T>
    {
        public static T Of(T left, T right) => left * right;
    }

    /// <summary>For floating-point numbers: whole ones would fail by zero.</summary>
    public readonly struct Over<T> : IBinary<T, T>
        where T : IFloatingPoint<T>
    {
        public static T Of(T left, T right) => left / right;
    }

    public readonly struct IsEqual<T> : IBinary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T left, T right) => left == right;
    }

    public readonly struct IsLess<T> : IBinary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T left, T right) => left < right;
    }

    public readonly struct IsLessOrEqual<T> : IBinary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T left, T right) => left <= right;
    }

    public readonly struct IsGreater<T> : IBinary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T left, T right) => left > right;
    }

    public readonly struct IsGreaterOrEqual<T> : IBinary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T left, T right) => left >= right;
    }

    public readonly struct Both : IBinary<bool, bool>
    {
        public static bool Of(bool left, bool right) => left & right;
    }

    public readonly struct Either : IBinary<bool, bool>
    {
        public static bool Of(bool left, bool right) => left | right;
    }

    public readonly struct Not : IUnary<bool, bool>
    {
        public static bool Of(bool value) => !value;
    }

    public readonly struct IsNotANumber<T> : IUnary<T, bool>
        where T : INumber<T>
    {
        public static bool Of(T value) => T.IsNaN(value);
    }

    public readonly struct Absolute<T> : IUnary<T, T>
        where T : INumber<T>
    {
        public static T Of(T value) => T.Abs(value);
    }

    public readonly struct Negative<T> : IUnary<T, T>
        where T : INumber<T>
    {
        public static T Of(T value) => -value;
    }

    public readonly struct RoundedDown<T> : IUnary<T, T>
        where T : IFloatingPoint<T>
    {
        public static T Of(T value) => T.Floor(value);
    }

    public readonly struct RoundedUp<T> : IUnary<T, T>
        where T : IFloatingPoint<T>
    {
        public static T Of(T value) => T.Ceiling(value);
    }

    public readonly struct Root<T> : IUnary<T, T>
        where T : IRootFunctions<T>
    {
        public static T Of(T value) => T.Sqrt(value);
    }

    /// <summary>The first of two numbers, chosen: where it is 0 the engine takes what it has put in place of the second, which is never -0.</summary>
    public readonly struct ChosenNumber<T> : IUnary<T, T>
        where T : INumber<T>
    {
        public static T Of(T value) => value + T.Zero;
    }

    /// <summary>The first of two texts, chosen.</summary>
    public readonly struct ChosenText : IUnary<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>
    {
        public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> value) => value;
    }

    /// <summary>To a type that holds it, or to the nearest of a narrower floating-point type.</summary>
    public readonly struct Converted<T, TResult> : IUnary<T, TResult>
        where T : INumber<T>
        where TResult : INumber<TResult>
    {
        public static TResult Of(T value) => TResult.CreateTruncating(value);
    }

    /// <summary>1 where it is true.</summary>
    public readonly struct Counted<TResult> : IUnary<bool, TResult>
        where TResult : INumber<TResult>
    {
        public static TResult Of(bool value) => value ? TResult.One : TResult.Zero;
    }

    /// <summary>
    /// The logistic function by the engine's own rational approximation (that of Eigen, of degree 9 over 10, fused as there), for float32: another, be it a better one,
    /// would give other last bits, and a probability at a threshold another label.
    /// </summary>
    public readonly struct Sigmoid : IUnary<float, float>
    {
        private const float Bound = 18f;

        public static float Of(float value)
        {
            if (float.IsNaN(value))
                return value;
            var x = Math.Clamp(value, -Bound, Bound);
            var square = x * x;
            var above = MathF.FusedMultiplyAdd(square, 4.37031012579801e-11f, 1.15627324459942e-07f);
            above = MathF.FusedMultiplyAdd(square, above, 6.08574864600143e-05f);
            above = MathF.FusedMultiplyAdd(square, above, 8.51377133304701e-03f);
            above = MathF.FusedMultiplyAdd(square, above, 2.48287947061529e-01f);
            var below = MathF.FusedMultiplyAdd(square, 6.10247389755681e-13f, 5.76102136993427e-09f);
            below = MathF.FusedMultiplyAdd(square, below, 6.29106785017040e-06f);
            below = MathF.FusedMultiplyAdd(square, below, 1.70198817374094e-03f);
            below = MathF.FusedMultiplyAdd(square, below, 1.16817656904453e-01f);
            below = MathF.FusedMultiplyAdd(square, below, 9.93151921023180e-01f);
            return Math.Clamp((x * above / below) + 0.5f, 0f, 1f);
        }
    }
}
