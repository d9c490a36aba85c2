//! Code 128, set C: pairs of digits as bars.

/// Widths of bars and spaces by turns, for each value; 105 starts set C, 106 stops.
const WIDTHS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];
const START: usize = 105;
const STOP: usize = 106;

/// The values of a bar code, start and check value with it; none unless it is pairs of digits.
pub fn values(digits: &str) -> Option<Vec<usize>> {
    if digits.is_empty() || digits.len() % 2 == 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let figure = |byte: u8| usize::from(byte - b'0');
    let mut values = vec![START];
    values.extend(digits.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |value, b| value * 10 + figure(*b))));
    let check = values.iter().enumerate().map(|(at, value)| value * at.max(1)).sum::<usize>() % 103;
    values.extend([check, STOP]);
    Some(values)
}

/// The bars from the left: where each starts and how wide it is, in modules; and the width of all.
pub fn bars(digits: &str) -> Option<(Vec<(u32, u32)>, u32)> {
    let (mut bars, mut at) = (Vec::new(), 0);
    for value in values(digits)? {
        for (turn, width) in WIDTHS.get(value)?.chars().enumerate() {
            let width = width.to_digit(10)?;
            if turn % 2 == 0 {
                bars.push((at, width));
            }
            at += width;
        }
    }
    Some((bars, at))
}

/// The bars as the path of a drawing, `height` modules high; and the width of all in modules.
pub fn path(digits: &str, height: u32) -> Option<(String, u32)> {
    let (bars, width) = bars(digits)?;
    Some((bars.iter().map(|(at, bar)| format!("M{at} 0h{bar}v{height}h-{bar}z")).collect(), width))
}
